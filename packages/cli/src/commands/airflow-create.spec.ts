import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIo } from '../command-io';
import { airflowCreate, type AirflowCreateRequest } from './airflow-create';
import { airflowDeploy } from './airflow-deploy';

describe('airflow create', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), 'mf-create-')));
    writeFileSync(join(cwd, 'package.json'), '{}');
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  const flow = (file: string, middle: string, name = 'TrainFlow') =>
    writeFileSync(
      join(cwd, file),
      `import { FlowSpec, step } from '@mf/flow';
export class ${name} extends FlowSpec {
  @step start() { this.next(this.${middle}); }
  @step ${middle}() { this.next(this.end); }
  @step end() {}
}
`,
    );

  async function created(requests: readonly AirflowCreateRequest[]) {
    const env = { ...process.env, METAFLOW_USER: 'tester', METAFLOW_DATASTORE_SYSROOT_LOCAL: cwd };
    const outcomes: string[] = [];
    for await (const { success, terminalOutput } of airflowCreate(requests, { ...processIo(), cwd, env }))
      outcomes.push(success ? 'good' : (/error (MF\d{4})/.exec(terminalOutput)?.[1] ?? terminalOutput));
    return outcomes;
  }

  it('does not let a flow replace another of the same call', async () => {
    flow('a.flow.ts', 'first');
    flow('b.flow.ts', 'second');
    flow('c.flow.ts', 'third', 'OtherFlow');
    const request = (file: string, output = 'dags'): AirflowCreateRequest => ({
      ...{ file, output, compute: 'process', maxWorkers: 1, with: [], tag: [] },
    });
    const [a, b, c] = [request('a.flow.ts'), request('b.flow.ts'), request('c.flow.ts')];
    expect(await created([a, b, c])).toEqual(['good', 'MF6040', 'good']);
    expect(readFileSync(join(cwd, 'dags/TrainFlow.py'), 'utf8')).toContain('step("first")');
    expect(existsSync(join(cwd, 'dags/OtherFlow.py'))).toBe(true);
    expect(await created([b])).toEqual(['good']);
    expect(await created([a, request('b.flow.ts', 'others')])).toEqual(['good', 'good']);
  });

  it('no deployment is made without what it was asked to have', async () => {
    flow('a.flow.ts', 'first');
    const env = { METAFLOW_USER: 'ana', METAFLOW_DATASTORE_SYSROOT_LOCAL: cwd, METAFLOW_HOME: cwd };
    const io = { ...processIo(), cwd, env };
    const options = { compute: 'process', maxWorkers: 1, with: [], tag: [], deferrable: true } as const;
    const outcomes = [];
    for await (const outcome of airflowCreate([{ file: 'a.flow.ts', output: 'out', ...options }], io))
      outcomes.push(outcome);
    expect(outcomes).toMatchObject([
      { success: false, terminalOutput: expect.stringContaining('MF2001 --deferrable') },
    ]);
    const deployed = airflowDeploy('a.flow.ts', { ...options, to: 'out', wait: false, timeout: 1 }, io, {});
    await expect(deployed).rejects.toMatchObject({ code: 'MF2001' });
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });
});
