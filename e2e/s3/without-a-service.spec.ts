import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, type RunAsRead, SharedDatastore } from '../metaflow-client/metaflow';
import { root, type S3Server, startS3 } from './s3-server';

const flow = 'e2e/s3/flows/far-away.flow.ts';
const name = 'FarAwayFlow';
const failedRun = 'airflow-0123456789ab';
const killedRun = 'airflow-fedcba987654';

let server: S3Server;
let folder: string;
let bundle: string;
let worker: string;

beforeAll(async () => {
  server = await startS3();
  folder = await mkdtemp(join(tmpdir(), 'mf-far-'));
  worker = join(folder, 'worker');
  await mkdir(worker);
  const compiled = join(folder, 'compiled');
  const compiling = new SharedDatastore(folder, 'tester', server.env);
  expect(await compiling.mf(['airflow', 'create', flow, '--compute', 'process', '--output', compiled])).toMatchObject({
    code: 0,
  });
  const bundles = (await readdir(compiled)).filter((file) => file.endsWith('.mjs'));
  bundle = join(compiled, bundles[0]!);
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A step as a pod of Airflow runs it: with S3, and nothing that stays on the machine. */
function step(run: string, what: string, env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  const [step = '', index] = what.split('/');
  const { METAFLOW_DATASTORE_SYSROOT_LOCAL: _none, ...own } = process.env;
  const attempt = env['ATTEMPT'] ?? '0';
  const args = [
    'step',
    step,
    '--run-id',
    run,
    '--attempt',
    attempt,
    '--tag',
    'far',
    ...(index ? ['--item', index] : []),
  ];
  const options = {
    env: {
      ...own,
      ...server.env,
      METAFLOW_DEFAULT_DATASTORE: 's3',
      METAFLOW_PARAMETERS: '{"limit":3}',
      METAFLOW_USER: 'scheduler',
      METAFLOW_RUNTIME_NAME: 'airflow',
      ATTEMPT: attempt,
      ...env,
    },
    cwd: worker,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [bundle, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, stdout, stderr }),
    );
  });
}

async function runUpToLast(run: string): Promise<void> {
  for (const what of ['start', 'work/0', 'work/2'])
    expect(await step(run, what)).toMatchObject({ code: 0, stderr: '' });
  expect((await step(run, 'work/1')).code).toBe(1);
  expect(await step(run, 'work/1', { ATTEMPT: '1' })).toMatchObject({ code: 0 });
  expect(await step(run, 'join')).toMatchObject({ code: 0 });
  expect(await step(run, 'choose')).toMatchObject({ code: 0 });
  expect(await step(run, 'large')).toMatchObject({ code: 0, stdout: 'large: 5\n' });
}

/** A laptop that has seen nothing of the run. */
async function laptop(): Promise<SharedDatastore> {
  const env = { ...server.env, METAFLOW_DEFAULT_DATASTORE: 's3' };
  return new SharedDatastore(await mkdtemp(join(folder, 'laptop-')), 'tester', env);
}

const metadataOf = ({ tasks }: RunAsRead, task: string) => tasks[task]?.metadata;

describe('a run on machines that forget, without a metadata service', () => {
  beforeAll(async () => {
    await runUpToLast(failedRun);
    expect((await step(failedRun, 'last')).code).toBe(1);
  });

  test('leaves nothing on them', () => {
    expect(existsSync(join(worker, '.metaflow'))).toBe(false);
  });

  test("is read by Metaflow's own client once it was pulled, with all that a run elsewhere has", async () => {
    const here = await laptop();
    expect(await here.mf(['metadata', 'pull', flow, failedRun])).toMatchObject({
      code: 0,
      stdout: `${name}/${failedRun}: 9 tasks\n`,
    });
    const read = await here.read(name, failedRun);
    expect(read).toMatchObject({
      successful: false,
      tags: ['far'],
      system_tags: expect.arrayContaining(['user:scheduler', 'runtime:airflow']) as string[],
    });
    expect(read.tasks['start/task']).toMatchObject({ successful: true, artifacts: { items: [0, 1, 2], limit: 3 } });
    expect(read.tasks['work/task-1']).toMatchObject({
      successful: true,
      attempt: 1,
      index: 1,
      parents: ['start/task'],
    });
    expect(read.tasks['work/task-2']?.artifacts).toMatchObject({ value: 4 });
    expect(read.tasks['large/task']?.stdout).toBe('large: 5\n');
    expect(read.tasks['last/task']).toMatchObject({
      successful: false,
      exception: { message: 'not before it is fixed' },
    });
    expect(read.tasks['last/task']?.stderr).toContain('not before it is fixed');
    expect(metadataOf(read, 'work/task-1')).toMatchObject({
      attempt: '1',
      attempt_ok: 'True',
      'ds-type': 's3',
      'ds-root': root,
      'foreach-execution-path': 'work:1',
    });
    expect(metadataOf(read, 'start/task')?.['code-package']).toContain('"sha"');
  });

  test('is listed, shown and resumed by commands that pull it by themselves', async () => {
    const here = await laptop();
    expect((await here.mf(['list', flow, '--namespace', ''])).stdout).toContain(failedRun);
    expect((await here.mf(['logs', flow, `${failedRun}/large`])).stdout).toContain('large: 5');
    const dumped = await (await laptop()).mf(['dump', flow, `${failedRun}/join`, '--include', 'total']);
    expect(dumped.stdout).toContain('total [size: ');
    const resumer = await laptop();
    const resumed = await resumer.mf(['resume', flow, '--origin-run-id', failedRun], { FIXED: '1' });
    expect(resumed).toMatchObject({ code: 0 });
    const read = await resumer.read(name);
    expect(read).toMatchObject({ successful: true, data: { total: 5 } });
    const origins = Object.values(read.tasks).filter(({ origin }) => origin !== null);
    expect(origins).toHaveLength(7);
  });

  test('goes on to be known as it goes on', async () => {
    const here = await laptop();
    await here.mf(['metadata', 'pull', flow, failedRun]);
    await here.mf(['tag', 'add', flow, '--run-id', failedRun, '--namespace', '', 'seen']);
    expect(await step(failedRun, 'last', { FIXED: '1', ATTEMPT: '1' })).toMatchObject({ code: 0 });
    expect(await step(failedRun, 'end')).toMatchObject({ code: 0, stdout: 'total 5\n' });
    expect((await here.mf(['logs', flow, `${failedRun}/end`])).stdout).toContain('total 5');
    const read = await here.read(name, failedRun);
    expect(read).toMatchObject({ successful: true, data: { total: 5 }, tags: ['far', 'seen'] });
    expect(read.tasks['last/task']).toMatchObject({ successful: true, attempt: 1 });
  });

  test('an attempt that runs again in the place of an older one replaces it', async () => {
    expect(await step(failedRun, 'large', { ATTEMPT: '0' })).toMatchObject({ code: 0 });
    const here = await laptop();
    await here.mf(['metadata', 'pull', flow, failedRun]);
    const read = await here.read(name, failedRun);
    expect(read.tasks['large/task']).toMatchObject({ successful: true, attempt: 0 });
  });
});

test('of a task that was killed with all that it had to say, logs are readable, and its run is known', async () => {
  expect(await step(killedRun, 'start')).toMatchObject({ code: 0 });
  expect((await step(killedRun, 'work/0', { KILLED: '1' })).code).toBe(1);
  const here = await laptop();
  expect(await here.mf(['metadata', 'pull', flow, killedRun])).toMatchObject({ code: 0 });
  const read = `import metaflow, sys
metaflow.namespace("user:scheduler")
task = metaflow.Task(sys.argv[1])
print(task.finished, task.successful, task.current_attempt, task.stdout, "--origin-run-id" in task.stderr)`;
  expect(await here.python(['-c', read, `${name}/${killedRun}/work/task-0`])).toMatchObject({
    stdout: 'False False 0 item 0\n True\n',
  });
});

test('what is not there cannot be pulled', async () => {
  const here = await laptop();
  const missing = await here.mf(['metadata', 'pull', flow, 'airflow-000000000000']);
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain('MF2822');
  const local = await here.mf(['metadata', 'pull', flow, failedRun, '--datastore', 'local']);
  expect(local.code).toBe(1);
  expect(local.stderr).toContain('MF2821');
});
