import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIo } from '../command-io';
import { check, type CheckRequest } from './check';

describe('check', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), 'mf-check-')));
    writeFileSync(join(cwd, 'package.json'), '{}');
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  const flow = (file: string, decorator = '', name = 'TrainFlow') =>
    writeFileSync(
      join(cwd, file),
      `import { FlowSpec, project, step } from '@mf/flow';
${decorator} export class ${name} extends FlowSpec {
  @step start() { this.next(this.end); }
  @step end() {}
}
`,
    );

  async function outcomes(requests: readonly CheckRequest[]) {
    const found: Record<string, string> = {};
    const io = { ...processIo(), cwd, env: { ...process.env, METAFLOW_USER: 'tester' } };
    for await (const { file, success, terminalOutput } of check(requests, {}, io)) {
      found[file] = success ? 'good' : /error (MF\d{4}[^\n]*)/.exec(terminalOutput)![1]!;
    }
    return found;
  }

  it('finds flows that would be the same DAG, in both', async () => {
    flow('a.flow.ts');
    flow('b.flow.ts');
    flow('c.flow.ts', '', 'OtherFlow');
    const namesakes = ['a.flow.ts', 'b.flow.ts', 'c.flow.ts'];
    expect(await outcomes(namesakes.map((file) => ({ file, namesakes })))).toEqual({
      'a.flow.ts': expect.stringMatching(/^MF6040 .*TrainFlow and the flow in b.flow.ts .* DAG on Airflow: TrainFlow/),
      'b.flow.ts': expect.stringContaining('MF6040'),
      'c.flow.ts': 'good',
    });
  });

  it('lets flows of different projects or branches share a name', async () => {
    flow('plain.flow.ts');
    flow('ads.flow.ts', "@project({ name: 'ads' })");
    flow('search.flow.ts', "@project({ name: 'search' })");
    flow('fixed.flow.ts', "@project({ name: 'search', branch: 'trial', production: false })");
    flow('same.flow.ts', "@project({ name: 'search' })");
    const namesakes = ['plain.flow.ts', 'ads.flow.ts', 'search.flow.ts', 'fixed.flow.ts', 'same.flow.ts'];
    expect(await outcomes(namesakes.map((file) => ({ file, namesakes })))).toEqual({
      'plain.flow.ts': 'good',
      'ads.flow.ts': 'good',
      'search.flow.ts': expect.stringContaining('search.*.TrainFlow'),
      'fixed.flow.ts': 'good',
      'same.flow.ts': expect.stringContaining('MF6040'),
    });
  });

  it('compares with namesakes only, and not with one that has errors', async () => {
    flow('a.flow.ts');
    flow('b.flow.ts');
    writeFileSync(join(cwd, 'broken.flow.ts'), 'export class TrainFlow extends FlowSpec {');
    expect(
      await outcomes([
        { file: 'a.flow.ts', namesakes: ['broken.flow.ts'] },
        { file: 'b.flow.ts', namesakes: ['b.flow.ts'] },
      ]),
    ).toEqual({ 'a.flow.ts': 'good', 'b.flow.ts': 'good' });
  });

  it('refuses a kind of compute without a target', async () => {
    flow('a.flow.ts');
    const io = { ...processIo(), cwd };
    const checked = check([{ file: 'a.flow.ts' }], { compute: 'docker' }, io);
    await expect(checked.next()).rejects.toMatchObject({ code: 'MF2001', advice: expect.stringContaining('--target') });
  });
});
