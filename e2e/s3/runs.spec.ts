import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Flow, namespace } from '@mf/client';
import { openDatastore, S3Storage } from '@mf/datastore';
import { mfCommand, workspaceRoot } from '../mf-command';
import { type RunAsRead, SharedDatastore, type TaskAsRead } from '../metaflow-client/metaflow';
import { root, type S3Server, startS3 } from './s3-server';

const squares = 'e2e/s3/flows/large-squares.flow.ts';

let server: S3Server;
let store: SharedDatastore;

beforeAll(async () => {
  server = await startS3();
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-s3-')), 'tester', server.env);
});
afterAll(async () => {
  await server.stop();
  await rm(store.folder, { recursive: true, force: true });
});

/** The tasks of a step, by their id. */
const tasksOf = (run: RunAsRead, step: string): TaskAsRead[] =>
  Object.entries(run.tasks)
    .filter(([path]) => path.startsWith(`${step}/`))
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([, task]) => task);

describe('a run that keeps its data in S3', () => {
  let failed: RunAsRead;
  let resumed: RunAsRead;
  beforeAll(async () => {
    const run = await store.mf(['run', squares, '--datastore', 's3', '--tag', 'in-s3']);
    expect(run.code).toBe(1);
    failed = await store.read('LargeSquaresFlow');
    // As it is printed, word by word.
    const [, printed = ''] = /^To continue where it stopped: +mf (.*)$/m.exec(run.stderr) ?? [];
    expect(printed).toMatch(/--datastore s3/);
    expect(await store.mf(printed.split(' '), { LARGE_SQUARES_FIXED: '1' })).toMatchObject({ code: 0 });
    resumed = await store.read('LargeSquaresFlow');
  });

  test("is read by Metaflow's own client: values, files, tags, logs, attempts, failures", () => {
    expect(failed).toMatchObject({ successful: false, tags: ['in-s3'] });
    const [start] = tasksOf(failed, 'start');
    expect(start).toMatchObject({
      successful: true,
      stdout: 'notes: héllo\n',
      artifacts: { numbers: [1, 2, 3], limit: 3, notes: 'héllo\n' },
      metadata: { 'ds-type': 's3', 'ds-root': root },
    });
    expect(start?.artifacts['blob']).toEqual({ sha1: start?.artifacts['digest'], length: 20_000_000 });
    expect(tasksOf(failed, 'work').map(({ index, attempt, successful }) => [index, attempt, successful])).toEqual([
      [0, 0, true],
      [1, 1, true],
      [2, 1, false],
    ]);
    const [first, second, third] = tasksOf(failed, 'work');
    expect(first?.parents).toEqual(['start/1']);
    expect(second?.stdout).toBe('attempt 1 of 2\n');
    expect(third?.exception?.message).toBe('not before it is fixed');
    expect(third?.stderr).toContain('not before it is fixed');
  });

  test('is resumed from S3, and the results that were there are not stored again', () => {
    expect(resumed).toMatchObject({ successful: true, data: { total: 14, notes: 'héllo\n' } });
    expect(tasksOf(resumed, 'start')[0]?.origin).toBe(`LargeSquaresFlow/${failed.id}/start/1`);
    expect(tasksOf(resumed, 'end')[0]?.stdout).toBe('total 14\n');
  });

  test('has the keys of a local datastore, and no metadata in the bucket', async () => {
    const storage = new S3Storage(root, store.env);
    const files = await storage.list(`LargeSquaresFlow/${failed.id}/start/1`);
    expect(files).toEqual(
      expect.arrayContaining(['0.attempt.json', '0.data.json', '0.DONE.lock', '0.runtime_stdout.log']),
    );
    expect(files).not.toContain('_meta');
    const [shard = ''] = await storage.list('LargeSquaresFlow/data');
    expect(shard).toMatch(/^[0-9a-f]{2}$/);
    expect((await storage.list(`LargeSquaresFlow/data/${shard}`)).every((name) => /^[0-9a-f]{40}$/.test(name))).toBe(
      true,
    );
    expect(await storage.list('data/LargeSquaresFlow')).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/)]);
    expect(existsSync(join(store.folder, '.metaflow', 'LargeSquaresFlow', 'data'))).toBe(false);
    expect(existsSync(join(store.folder, '.metaflow', 'LargeSquaresFlow', 'latest_run'))).toBe(true);
  });

  test('is read by commands that are told nothing of S3 but how to reach it', async () => {
    const dump = await store.mf(['dump', squares, `${resumed.id}/end`, '--include', 'total,digest']);
    expect(dump.stdout).toContain("total [size: 5 type: <class 'int'>] = 14");
    expect((await store.mf(['logs', squares, `${resumed.id}/end`, '--stdout'])).stdout).toContain('total 14');
    expect((await store.mf(['list', squares])).stdout).toContain('successful');
  });

  test('is not resumed into another kind of datastore', async () => {
    const resume = await store.mf(['resume', squares, '--origin-run-id', failed.id]);
    expect(resume.code).toBe(1);
    expect(resume.stderr).toContain('MF4061');
    expect(resume.stderr).toContain('--datastore s3');
  });
});

describe("a run of Metaflow's own with its data in S3", () => {
  test('is read by our client: values, files, logs, foreach', async () => {
    await cp(join(__dirname, 'flows'), join(store.folder, 'python'), { recursive: true });
    const run = await store.python(
      ['python_squares.py', '--no-pylint', '--datastore', 's3', 'run'],
      join(store.folder, 'python'),
    );
    expect(run).toMatchObject({ code: 0 });
    namespace(null);
    const datastore = openDatastore({ env: store.env, create: false });
    expect(datastore.storage.type).toBe('local');
    const read = await new Flow('PythonSquares', { datastore }).latestSuccessfulRun;
    const data = (await read!.data)!;
    expect(data['total']).toBe(14);
    expect(data['alpha']).toBe(0.5);
    expect(data['notes']).toBe('héllo\n');
    expect((data['blob'] as Uint8Array).length).toBe(10_240_000);
    const end = await read!.endTask;
    expect(await end!.stdout).toBe('total 14\n');
    const indices: (number | undefined)[] = [];
    for await (const task of read!.step('work')) indices.push(await task.index);
    expect(indices.sort()).toEqual([0, 1, 2]);
  });
});

test('a log is followed while its task runs', async () => {
  const until = join(store.folder, 'until');
  const file = 'e2e/s3/flows/ticking.flow.ts';
  const running = store.mf(['run', file, '--datastore', 's3', '--run-id-file', join(store.folder, 'run-id')], {
    TICKING_UNTIL: until,
  });
  while (!existsSync(join(store.folder, '.metaflow', 'TickingFlow', 'latest_run'))) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const [program, ...words] = mfCommand;
  const following = spawn(program, [...words, 'logs', file, '--follow'], {
    cwd: workspaceRoot,
    env: store.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface(following.stdout)) {
    lines.push(line);
    if (line.includes('it ticks')) await writeFile(until, '');
  }
  expect(await running).toMatchObject({ code: 0 });
  expect(lines.map((line) => line.replace(/^\[.*?\] /, ''))).toEqual(['it ticks', 'it stops']);
});

test('a step of a scheduler keeps everything in S3, with its records in the folder that is named for them', async () => {
  const output = join(store.folder, 'compiled');
  expect(await store.mf(['airflow', 'create', squares, '--compute', 'process', '--output', output])).toMatchObject({
    code: 0,
  });
  const { readdirSync } = jest.requireActual<typeof import('node:fs')>('node:fs');
  const files = readdirSync(output);
  expect(files).toContainEqual(expect.stringMatching(/^mf-s3-[0-9a-f]{16}\.cjs$/));
  const bundle = join(
    output,
    files.find((name) => name.endsWith('.mjs'))!,
  );
  const step = (name: string, env: NodeJS.ProcessEnv, index?: string) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) =>
      execFile(
        process.execPath,
        [
          bundle,
          'step',
          name,
          '--run-id',
          'airflow-0123456789ab',
          '--attempt',
          '0',
          ...(index ? ['--item', index] : []),
        ],
        {
          env: { ...store.env, METAFLOW_DEFAULT_DATASTORE: 's3', LARGE_SQUARES_FIXED: '1', ...env },
          cwd: store.folder,
        },
        (error, stdout, stderr) => resolve({ code: error ? 1 : 0, stdout, stderr }),
      ),
    );
  const parameters = {
    METAFLOW_PARAMETERS: JSON.stringify({ limit: 1, notes: join(__dirname, 'flows', 'notes.txt') }),
  };
  expect(await step('start', parameters)).toMatchObject({ code: 0, stdout: 'notes: héllo\n', stderr: '' });
  expect(await step('work', {}, '0')).toMatchObject({ code: 0, stdout: 'attempt 0 of 1\n' });
  expect(await step('join', {})).toMatchObject({ code: 0 });
  expect(await step('end', {})).toMatchObject({ code: 0, stdout: 'total 1\n' });
  const read = await store.read('LargeSquaresFlow', 'airflow-0123456789ab');
  expect(read).toMatchObject({ successful: true, data: { total: 1 } });
  expect(tasksOf(read, 'end')[0]?.stdout).toBe('total 1\n');
});
