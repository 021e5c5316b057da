import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type FlowIR, isReservedParameterName } from '@mf/ir';
import { processIo } from '../command-io';
import { mf } from '../mf';
import { catchOutput } from '../report/flow-outcome';
import { type Actions, buildProgram } from './program';

const optionsOf = (command: string, running?: FlowIR) =>
  buildProgram('0', { running }, {} as Actions, () => undefined)
    .commands.find((one) => one.name() === command)!
    .options.map(({ long }) => long!.slice(2));

const notReserved = (names: readonly string[]) => names.filter((name) => !isReservedParameterName(name));

test('no parameter can be called like an option', () => {
  expect(optionsOf('run')).toContain('quiet');
  expect(notReserved(optionsOf('run'))).toEqual([]);
  expect(optionsOf('resume')).toContain('origin-run-id');
  // MF1421 reserves these in a flow that has them as options of `run`.
  expect(notReserved(optionsOf('resume'))).toEqual(['branch', 'production']);
});

describe('a parameter that is called like an option', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mf-reserved-'));
    symlinkSync(resolve(__dirname, '../../../../node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(
      join(folder, 'x.flow.ts'),
      `import { FlowSpec, step, parameter, project } from '@mf/flow';
@project({ name: 'p' })
export class X extends FlowSpec {
  quiet = parameter({ default: 3 });
  branch = parameter({ default: 'b' });
  alpha = parameter({ default: 1 });
  @step start() { this.next(this.end); }
  @step end() {}
}
`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function call(...argv: string[]) {
    const { io, text } = catchOutput({ ...processIo(), cwd: folder, env: {} });
    return { code: await mf(argv, io), text: text() };
  }

  test.each([
    ['check x.flow.ts'],
    ['run x.flow.ts --alpha 3 --quiet'],
    ['run x.flow.ts --alpah 3'],
    ['resume x.flow.ts'],
    ['airflow trigger x.flow.ts --alpha 3'],
    ['show x.flow.ts'],
  ])('is an error of the flow to mf %s', async (words) => {
    const { code, text } = await call(...words.split(' '));
    expect(code).toBe(1);
    expect(text).toContain('MF1301 A parameter cannot be called quiet');
    expect(text).toContain('MF1421');
  });

  test.each([['run'], ['airflow trigger']])('leaves the help of mf %s as it is', async (command) => {
    const { code, text } = await call(...command.split(' '), 'x.flow.ts', '--help');
    expect(code).toBe(0);
    expect(text).toMatch(/--alpha <int> .*default: 1/);
    expect(text).not.toContain('--quiet <int>');
  });
});
