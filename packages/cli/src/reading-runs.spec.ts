import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mfFolder } from './testing/mf-folder';

const flow = `
import { FlowSpec, step, retry, parameter, type Inputs } from '@mf/flow';
export class SampleFlow extends FlowSpec {
  alpha = parameter({ default: 0.5, help: '' });
  items!: string[];
  letter!: string;
  total!: number;
  long!: string;
  @step start() {
    console.log('hello');
    console.error('careful');
    this.items = ['a', 'b'];
    this.long = 'x'.repeat(5000);
    this.next(this.work, { foreach: 'items' });
  }
  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step async work() {
    this.letter = this.input as string;
    console.log('working on ' + this.letter);
    await new Promise((done) => setTimeout(done, Number(process.env.SLOW ?? 0)));
    if (process.env.FAIL === this.letter) throw new Error('no ' + this.letter);
    console.log('done with ' + this.letter);
    this.next(this.join);
  }
  @step join(inputs: Inputs<this>) {
    this.total = [...inputs].length;
    this.next(this.end);
  }
  @step end() {}
}
`;

const { path: folder, write, call, start, remove } = mfFolder();

async function startRun(file: string, more: NodeJS.ProcessEnv = {}, options: readonly string[] = []) {
  const result = await call(['run', 'sample.flow.ts', '--run-id-file', file, ...options], more);
  return { ...result, run: readFileSync(join(folder, file), 'utf8') };
}

/** What stays when ids of runs, tasks and times are left out. */
const plain = (text: string, run: string) =>
  text.replaceAll(run, 'RUN').replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{3})?/g, 'TIME');

let good: string;
let bad: string;
const systemUser = process.env['METAFLOW_USER'];

beforeAll(async () => {
  write('sample.flow.ts', flow);
  process.env['METAFLOW_USER'] = 'ada';
  const first = await startRun('good.id', {}, ['--tag', 'nightly']);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const second = await startRun('bad.id', { FAIL: 'b' });
  expect(second.code).toBe(1);
  [good, bad] = [first.run, second.run];
}, 120_000);
afterAll(() => {
  if (systemUser === undefined) delete process.env['METAFLOW_USER'];
  else process.env['METAFLOW_USER'] = systemUser;
  remove();
});

describe('list', () => {
  test('prints the runs, the newest first', async () => {
    const { code, stdout } = await call(['list', 'sample.flow.ts']);
    expect(code).toBe(0);
    const [header, ...rows] = stdout.trimEnd().split('\n');
    expect(header).toMatch(/^RUN +STATUS +CREATED +DURATION +USER +TAGS$/);
    expect(rows.at(-1)).toMatch(new RegExp(`^${good}  successful  \\S+ \\S+  \\d+\\.\\ds +ada +nightly$`));
    expect(rows.at(-2)).toMatch(new RegExp(`^${bad}  failed      \\S+ \\S+  \\d+\\.\\ds +ada$`));
  });
  test('--limit and --json', async () => {
    const { stdout } = await call(['list', 'sample.flow.ts', '--json', '--limit', '1']);
    expect(JSON.parse(stdout)).toHaveLength(1);
    const all = JSON.parse((await call(['list', 'sample.flow.ts', '--json'])).stdout) as object[];
    expect(all.at(-1)).toMatchObject({
      run: good,
      status: 'successful',
      user: 'ada',
      tags: ['nightly'],
      createdAt: expect.stringMatching(/Z$/) as string,
    });
  });
  test('shows the runs of the user unless another namespace is given', async () => {
    const bob = { METAFLOW_USER: 'bob' };
    const refused = await call(['list', 'sample.flow.ts'], bob);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/MF4041[^]*--namespace ""/);
    for (const whose of ['', 'user:ada']) {
      const { stdout } = await call(['list', 'sample.flow.ts', '--namespace', whose], bob);
      expect(stdout).toContain(good);
    }
  });
  test('reads the name of the flow alone, so a flow with mistakes can be asked about', async () => {
    write('broken.flow.ts', `${flow}\nimport './not-there';\nthrow new Error('loaded');`);
    expect((await call(['list', 'broken.flow.ts'])).stdout).toContain(good);
    write('none.flow.ts', 'export const a = 1;');
    expect(await call(['list', 'none.flow.ts'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('MF1002') as string,
    });
    expect((await call(['list', 'gone.flow.ts'])).stderr).toContain('MF2002');
  });
});

describe('logs', () => {
  test('of one task, both streams in the order of their times', async () => {
    expect((await call(['logs', 'sample.flow.ts', `${good}/start/1`])).stdout.split('\n').sort()).toEqual([
      '',
      'careful',
      'hello',
    ]);
    expect((await call(['logs', 'sample.flow.ts', `${good}/start/1`, '--stderr'])).stdout).toBe('careful\n');
    expect((await call(['logs', 'sample.flow.ts', `${good}/start/1`, '--stdout'])).stdout).toBe('hello\n');
  });
  test('of several tasks, with their names', async () => {
    const { stdout } = await call(['logs', 'sample.flow.ts', `${good}/work`]);
    expect(plain(stdout, good).trimEnd().split('\n').sort()).toEqual([
      '[RUN/work/2] done with a',
      '[RUN/work/2] working on a',
      '[RUN/work/3] done with b',
      '[RUN/work/3] working on b',
    ]);
  });
  test('with times', async () => {
    const one = await call(['logs', 'sample.flow.ts', `${good}/start/1`, '--stdout', '--timestamps']);
    expect(plain(one.stdout, good)).toBe('TIME hello\n');
    const all = await call(['logs', 'sample.flow.ts', good, '--stdout', '--timestamps']);
    expect(plain(all.stdout, good)).toMatch(/^TIME \[RUN\/start\/1] hello\n/);
  });
  test('of one attempt; of the latest unless another is given', async () => {
    const task = (await call(['logs', 'sample.flow.ts', `${bad}/work`, '--stdout'])).stdout;
    expect(plain(task, bad).match(/working on b/g)).toHaveLength(1);
    const first = await call(['logs', 'sample.flow.ts', `${bad}/work/3`, '--stderr', '--attempt', '0']);
    expect(first.stdout).toMatch(/Error: no b[^]*sample\.flow\.ts:\d+/);
    expect((await call(['logs', 'sample.flow.ts', bad, '--attempt', '6'])).stderr).toContain('MF4025');
  });
  test('says what is not there', async () => {
    for (const [pathspec, code] of [
      ['123', 'MF4040'],
      [`${good}/nothing`, 'MF4040'],
      [`${good}/start/99`, 'MF4040'],
      [`SampleFlow/${good}/start/1`, 'MF2001'],
      [`SampleFlow/${good}`, 'MF2001'],
    ] as const) {
      expect(await call(['logs', 'sample.flow.ts', pathspec])).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining(code) as string,
      });
    }
  });
  test('--follow prints lines while the run goes on, of retries too, and ends with it', async () => {
    const going = startRun('followed.id', { SLOW: '1500', FAIL: 'a' });
    let run = '';
    while (run === '') {
      await new Promise((done) => setTimeout(done, 100));
      try {
        run = readFileSync(join(folder, 'followed.id'), 'utf8');
      } catch {
        // The run has not started yet.
      }
    }
    const following = start(['logs', 'sample.flow.ts', run, '--follow']);
    const arrived = async (text: string) => {
      while (!following.printed().includes(text)) await new Promise((done) => setTimeout(done, 50));
    };
    await arrived('working on b');
    expect(following.printed()).not.toContain('done with b');
    expect(JSON.parse((await call(['list', 'sample.flow.ts', '--json', '--limit', '1'])).stdout)).toMatchObject([
      { run, status: 'running', finishedAt: null },
    ]);
    expect((await going).code).toBe(1);
    const { code, stdout } = await following.ended;
    expect(code).toBe(0);
    const lines = plain(stdout, run).trimEnd().split('\n');
    expect(lines.filter((line) => line === '[RUN/work/2] working on a')).toHaveLength(2);
    expect(lines.filter((line) => line === '[RUN/work/3] done with b')).toHaveLength(1);
    expect(lines.filter((line) => line === '[RUN/work/2] Task failed.')).toHaveLength(2);
  }, 60_000);
  test('--follow of what is over ends', async () => {
    const { code, stdout } = await call(['logs', 'sample.flow.ts', `${good}/work/2`, '--follow']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'working on a\ndone with a\n' });
  });
});

describe('dump', () => {
  test('of one task: name, type, size and value', async () => {
    const { stdout } = await call(['dump', 'sample.flow.ts', `${good}/start/1`, '--include', 'alpha,items']);
    expect(plain(stdout, good).replace(/size: \d+/g, 'size: N')).toBe(
      `Artifacts of RUN/start/1
alpha [size: N type: <class 'float'>] = 0.5
items [size: N type: <class 'list'>] = [ 'a', 'b' ]
`,
    );
  });
  test('values are cut', async () => {
    const dumped = async (size: string) =>
      (await call(['dump', 'sample.flow.ts', `${good}/start/1`, '--include', 'long', '--max-value-size', size])).stdout;
    expect(await dumped('10')).toContain(`= 'xxxxxxxxx ... (cut)\n`);
    expect(await dumped('0')).toMatch(/long \[size: \d+ type: <class 'str'>\]\n$/);
    expect(await dumped('6000')).toContain(`'${'x'.repeat(5000)}'\n`);
  });
  test('of the tasks that have what is wanted; a name that none has is an error', async () => {
    const { stdout } = await call(['dump', 'sample.flow.ts', good, '--include', 'total', '--max-value-size', '0']);
    expect(plain(stdout, good).match(/^Artifacts of .*$/gm)).toEqual([
      'Artifacts of RUN/join/4',
      'Artifacts of RUN/end/5',
    ]);
    const { code, stderr } = await call(['dump', 'sample.flow.ts', good, '--include', 'totl', '--json']);
    expect(code).toBe(1);
    expect(stderr).toContain('MF2814');
    expect(stderr).toContain('no task has an artifact totl. Did you mean total?');
    expect(stderr).toContain('There are: alpha, items, letter, long, name, total.');
  });
  test('of a run as JSON, private artifacts only when asked for by --private or by name', async () => {
    const dumped = async (...options: string[]) =>
      JSON.parse((await call(['dump', 'sample.flow.ts', good, '--json', ...options])).stdout) as {
        task: string;
        artifacts: { name: string; value?: unknown }[];
      }[];
    const tasks = await dumped();
    expect(tasks.map(({ task }) => plain(task, good))).toEqual([
      'RUN/start/1',
      'RUN/work/2',
      'RUN/work/3',
      'RUN/join/4',
      'RUN/end/5',
    ]);
    expect(tasks[0]?.artifacts.find(({ name }) => name === 'long')).toMatchObject({ isCut: true });
    const isPrivate = ({ name }: { name: string }) => name.startsWith('_');
    expect(tasks[0]?.artifacts.some(isPrivate)).toBe(false);
    expect((await dumped('--private'))[0]?.artifacts.some(isPrivate)).toBe(true);
    const [start] = await dumped('--include', '_transition');
    expect(start?.artifacts).toMatchObject([
      { name: '_transition', type: "<class 'tuple'>", value: [['work'], 'items'] },
    ]);
  });
});

describe('--namespace', () => {
  const bob = { METAFLOW_USER: 'bob' };
  const commands = [['logs'], ['dump'], ['card', 'list']];
  test.each(commands)('chooses the latest run: %s %s', async (...command) => {
    expect((await call([...command, 'sample.flow.ts'], bob)).stderr).toContain('MF4041');
    const { stderr } = await call([...command, 'sample.flow.ts', '--namespace', 'user:ada'], bob);
    // Runs of this flow have no cards.
    expect(stderr.includes('error')).toBe(command[0] === 'card');
    expect(stderr).not.toContain('MF4041');
  });
  test.each(commands)('a named run must be in it: %s %s', async (...command) => {
    const named = [...command, 'sample.flow.ts', good];
    expect((await call(named, bob)).stderr).not.toContain('MF4041');
    expect((await call([...named, '--namespace', 'user:bob'], bob)).stderr).toContain('MF4041');
  });
  test('of the tags of a run', async () => {
    const list = ['tag', 'list', 'sample.flow.ts'];
    expect((await call([...list, '--namespace', 'user:ada'], bob)).code).toBe(0);
    expect((await call([...list, '--run-id', good, '--namespace', 'user:bob'], bob)).stderr).toContain('MF4041');
  });
});

describe('tag', () => {
  const tags = async (run: string) =>
    (await call(['tag', 'list', 'sample.flow.ts', '--run-id', run])).stdout.match(/^\*.*\*$/gm) ?? [];
  test('add, remove and replace', async () => {
    const added = await call(['tag', 'add', 'sample.flow.ts', 'one', 'two', '--run-id', bad]);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toMatch(/\*one\*\n[^]*\*two\*\n[^]*user:ada\n/);
    expect(await tags(bad)).toEqual(['*one*', '*two*']);
    expect(await call(['tag', 'remove', 'sample.flow.ts', 'one', '--run-id', bad])).toMatchObject({ code: 0 });
    expect(await tags(bad)).toEqual(['*two*']);
    const replace = ['tag', 'replace', 'sample.flow.ts', '--run-id', bad, '--remove', 'two', '--add', 'three'];
    expect(await call([...replace, '--add', 'four'])).toMatchObject({ code: 0 });
    expect(await tags(bad)).toEqual(['*four*', '*three*']);
    // Metaflow's local provider makes the run whose tags change the newest one.
    expect((await call(['tag', 'list', 'sample.flow.ts'])).stdout).toContain('*four*');
  });
  test("keeps Metaflow's rules", async () => {
    for (const [words, code] of [
      [['remove', 'sample.flow.ts', 'user:ada', '--run-id', good], 'MF4031'],
      [['add', 'sample.flow.ts', '', '--run-id', good], 'MF4031'],
      [['add', 'sample.flow.ts', 'x', '--run-id', '123'], 'MF4040'],
      [['replace', 'sample.flow.ts', '--add', 'x', '--run-id', good], 'MF2001'],
      [['replace', 'sample.flow.ts', '--remove', 'x', '--run-id', good], 'MF2001'],
    ] as const) {
      expect(await call(['tag', ...words])).toMatchObject({ code: 1, stderr: expect.stringContaining(code) as string });
    }
  });
  test('needs the name of a command', async () => {
    expect((await call(['tag'])).stderr).toBe(
      "error MF2001 the name of a command is missing\n  See 'mf tag --help'.\n",
    );
  });
  test('changes runs of others only in their namespace', async () => {
    const bob = { METAFLOW_USER: 'bob' };
    expect((await call(['tag', 'add', 'sample.flow.ts', 'x', '--run-id', good], bob)).stderr).toContain('MF4041');
    const inHers = ['tag', 'add', 'sample.flow.ts', 'seen', '--run-id', good, '--namespace', 'user:ada'];
    expect(await call(inHers, bob)).toMatchObject({ code: 0 });
    expect(await tags(good)).toEqual(['*nightly*', '*seen*']);
  });
});
