import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mfFolder } from '../testing/mf-folder';

const flow = `
import { FlowSpec, step, parameter, type Inputs } from '@mf/flow';
export class SampleFlow extends FlowSpec {
  alpha = parameter({ default: 0.5, help: '' });
  items!: string[];
  @step start() {
    this.items = ['a', 'b'];
    this.next(this.work, { foreach: 'items' });
  }
  @step work() {
    if (process.env.FAIL === this.input) throw new Error('no ' + this.input);
    this.next(this.join);
  }
  @step join(_inputs: Inputs<this>) {
    this.next(this.end);
  }
  @step end() {}
}
`;

const { path: folder, write, call, remove } = mfFolder();
beforeAll(() => write('sample.flow.ts', flow));
afterAll(remove);

describe('run', () => {
  test('writes its id before any task starts, and says so when it cannot', async () => {
    const result = await call(['run', 'sample.flow.ts', '--run-id-file', 'nowhere/id']);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('MF2050');
    expect(result.stdout).not.toContain('Task is starting');
  });
  test('--max-num-splits limits a foreach', async () => {
    const result = await call(['run', 'sample.flow.ts', '--max-num-splits', '1']);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('MF5010');
    expect(result.stderr).toMatch(/To continue where it stopped: .* --max-num-splits 2\n/);
  });
  test('options count from the environment, too', async () => {
    const refused = await call(['run', 'sample.flow.ts'], { METAFLOW_RUN_MAX_WORKERS: '0' });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe(
      "error MF2001 METAFLOW_RUN_MAX_WORKERS is '0', which --max-workers does not take\n  Give a whole number of at least 1.\n",
    );
    const limited = await call(['run', 'sample.flow.ts'], { METAFLOW_RUN_MAX_NUM_SPLITS: '1' });
    expect(limited.stderr).toContain('MF5010');
  });
  test('resume has the same options', async () => {
    const idIn = (file: string) => readFileSync(join(folder, file), 'utf8');
    expect((await call(['run', 'sample.flow.ts', '--run-id-file', 'bad.id'], { FAIL: 'b' })).code).toBe(1);
    const bad = idIn('bad.id');
    const { code } = await call(['resume', 'sample.flow.ts', '--origin-run-id', bad, '--run-id-file', 'resumed.id']);
    expect(code).toBe(0);
    const resumed = idIn('resumed.id');
    expect(resumed).not.toBe(bad);
    const [run] = JSON.parse((await call(['list', 'sample.flow.ts', '--json', '--limit', '1'])).stdout) as object[];
    expect(run).toMatchObject({ run: resumed, status: 'successful' });
  });
});

describe('--with', () => {
  test('show prints what it adds', async () => {
    const { stdout } = await call(['show', 'sample.flow.ts', '--with', 'retry:times=2', '--with', 'card']);
    expect(stdout).toContain('@retry\n@card\nStep start\n');
    expect(stdout).toContain('@retry\n@card\nStep work\n');
  });
  test('check finds what a step cannot have', async () => {
    expect((await call(['check', 'sample.flow.ts', '--with', 'timeout:minutes=1'])).code).toBe(0);
    expect((await call(['check', 'sample.flow.ts', '--with', 'catch'])).stderr).toContain('MF2006');
    expect((await call(['check', 'sample.flow.ts'], { METAFLOW_DECOSPECS: 'retri' })).stderr).toContain('MF2004');
  });

  it('check with a target says what cannot be done there, with its place', async () => {
    expect(await call(['check', 'sample.flow.ts', '--target', 'airflow'])).toEqual({
      ...{ code: 0, stderr: '', stdout: 'sample.flow.ts: SampleFlow has no errors and can run on Airflow\n' },
    });
    const pods = flow
      .replace('@step end', '@kubernetes()\n  @step end')
      .replace('{ FlowSpec', '{ kubernetes, FlowSpec');
    write('pods.flow.ts', pods);
    expect((await call(['check', 'pods.flow.ts'])).code).toBe(0);
    const refused = await call(['check', 'pods.flow.ts', '--target', 'airflow']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^pods\.flow\.ts:17:3 error MF6001 The @kubernetes of step end cannot be kept/);
    write(
      'big.flow.ts',
      flow
        .replace('0.5', '[18446744073709551616n]')
        .replace("help: ''", "type: 'json', default: '[18446744073709551616]'")
        .replace('default: [18446744073709551616n], ', ''),
    );
    expect((await call(['check', 'big.flow.ts', '--target', 'airflow'])).stderr).toContain('MF2122');
  });
});
