import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Datastore, localDatastore } from '../datastore';
import type { MetadataWriter } from '../metadata/provider';
import { PyTuple } from '../pickle/python-values';
import { clearAttempts } from './clear-attempts';
import { cloneTask } from './clone-task';
import { saveOutcome } from './attempt-outcome';
import type { FlowDatastore } from './flow-datastore';

let directory: string;
let datastore: Datastore;
let flow: FlowDatastore;
let metadata: MetadataWriter;
const START = { run: '1', step: 'start', task: '1' };
const PATH = { flow: 'F', ...START };

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mf-task-'));
  datastore = localDatastore(join(directory, '.metaflow'));
  flow = datastore.flow('F');
  metadata = datastore.metadata.writer('F', { user: 'ada' });
  await metadata.registerRun('1');
  await metadata.registerTask({ flow: 'F', run: '1', step: 'start' }, '1');
});
afterEach(() => rmSync(directory, { recursive: true }));

const files = () =>
  readdirSync(join(directory, '.metaflow/F/1/start/1'))
    .filter((name) => name !== '_meta')
    .sort();
const json = (name: string): unknown =>
  JSON.parse(readFileSync(join(directory, '.metaflow/F/1/start/1', name), 'utf8'));

async function runAttempt(number: number, values: Record<string, unknown>): Promise<void> {
  const attempt = await flow.startAttempt(START, number, metadata);
  await attempt.begin();
  for (const [name, value] of Object.entries(values)) await attempt.save(name, value);
  await attempt.end();
  await attempt.done();
  await saveOutcome(datastore.storage, PATH, number, { returnCode: 0, killed: false, success: true });
}

test('an attempt leaves the files that Metaflow leaves', async () => {
  await runAttempt(0, { x: 1, done: true });
  expect(files()).toEqual(['0.DONE.lock', '0.attempt.json', '0.data.json', '0.runtime', '0.task_begin', '0.task_end']);
  expect(json('0.attempt.json')).toEqual({ time: expect.any(Number) });
  expect(json('0.task_begin')).toEqual({
    code_package_metadata: '',
    code_package_sha: null,
    code_package_ds: null,
    code_package_url: null,
    retry_count: 0,
  });
  expect(json('0.task_end')).toEqual({});
  expect(json('0.DONE.lock')).toBe('');
  expect(json('0.runtime')).toEqual({ return_code: 0, killed: false, success: true });
  expect(json('0.data.json')).toEqual({
    datastore: 'local',
    version: '1.0',
    attempt: 0,
    python_version: expect.stringContaining('Node.js'),
    objects: { x: expect.stringMatching(/^[0-9a-f]{40}$/), done: '868436778cb011a1c6230bc12534683ab0b7f1c3' },
    info: {
      x: { size: 5, type: "<class 'int'>", encoding: 'gzip+pickle-v4' },
      done: { size: 4, type: "<class 'bool'>", encoding: 'gzip+pickle-v4' },
    },
  });
});

test('values are read by name, also while the attempt runs', async () => {
  const attempt = await flow.startAttempt(START, 0, metadata);
  await attempt.save('rows', [{ a: 1 }]);
  expect(attempt.loadSync('rows')).toEqual([{ a: 1 }]);
  expect(await attempt.load('rows')).toEqual([{ a: 1 }]);
  await attempt.done();
  const stored = await flow.openTask(START);
  expect(stored.attempt).toBe(0);
  expect(stored.has('rows')).toBe(true);
  expect(await stored.load('rows')).toEqual([{ a: 1 }]);
  expect(stored.loadSync('rows')).toEqual([{ a: 1 }]);
});

test('a name that is not there, and an encoding that is not known', async () => {
  const attempt = await flow.startAttempt(START, 0, metadata);
  await attempt.save('rows', 1);
  const { sha, info } = await attempt.save('other', 2);
  attempt.passDown({ artifacts: new Map([['other', { sha, info: { ...info, encoding: 'parquet' } }]]) });
  await attempt.done();
  const stored = await flow.openTask(START);
  await expect(stored.load('row')).rejects.toMatchObject({ code: 'MF4021', advice: 'It has other, rows.' });
  expect(() => stored.loadSync('other')).toThrow(expect.objectContaining({ code: 'MF4024' }));
});

test('artifacts are passed down by reference', async () => {
  await runAttempt(0, { x: 1, y: 2, _own: 3 });
  const parent = await flow.openTask(START);
  await metadata.registerTask({ flow: 'F', run: '1', step: 'end' }, '2');
  const end = await flow.startAttempt({ run: '1', step: 'end', task: '2' }, 0, metadata);
  end.passDown(parent);
  await end.save('y', 20);
  await end.done();
  const stored = await flow.openTask({ run: '1', step: 'end', task: '2' });
  expect([...stored.artifacts.keys()]).toEqual(['x', 'y', '_own']);
  expect(stored.artifacts.get('x')).toEqual(parent.artifacts.get('x'));
  expect([await stored.load('x'), await stored.load('y')]).toEqual([1, 20]);
  const join = await flow.startAttempt({ run: '1', step: 'join', task: '3' }, 0, metadata);
  join.passDown(parent, ['x', 'nothing']);
  expect([...join.artifacts.keys()]).toEqual(['x']);
});

test('what can not be stored is refused by its name, and nothing changes after the end', async () => {
  const attempt = await flow.startAttempt(START, 0, metadata);
  await expect(attempt.save('rows', [() => 1])).rejects.toMatchObject({ code: 'MF4012', path: 'this.rows[0]' });
  await attempt.done();
  await expect(attempt.save('x', 1)).rejects.toMatchObject({ code: 'MF4026' });
  await expect(attempt.end()).rejects.toMatchObject({ code: 'MF4026' });
  expect(() => attempt.passDown({ artifacts: new Map() })).toThrow(expect.objectContaining({ code: 'MF4026' }));
});

describe('which attempt a reader gets', () => {
  test('none before the first is done', async () => {
    await expect(flow.openTask(START)).rejects.toMatchObject({
      code: 'MF4020',
      message: 'Task F/1/start/1 has not started',
    });
    await flow.startAttempt(START, 0, metadata);
    await expect(flow.openTask(START)).rejects.toMatchObject({ message: 'Task F/1/start/1 is not done (attempt 0)' });
  });

  test('the newest, and not an older one while it runs', async () => {
    await runAttempt(0, { x: 'old' });
    const second = await flow.startAttempt(START, 1, metadata);
    await expect(flow.openTask(START)).rejects.toMatchObject({ code: 'MF4020', attempt: 1 });
    expect(await (await flow.openTask(START, { attempt: 0 })).load('x')).toBe('old');
    await second.save('x', 'new');
    await second.done();
    expect(await (await flow.openTask(START)).load('x')).toBe('new');
  });

  test.each([-1, 6, 1.5])('there is no attempt %d', async (number) => {
    await expect(flow.startAttempt(START, number, metadata)).rejects.toMatchObject({ code: 'MF4025' });
  });

  test('a gap is closed, for Metaflow’s readers stop there', async () => {
    await runAttempt(0, { x: 1 });
    await datastore.storage.write('F/1/start/1/1.runtime', '{}');
    await runAttempt(3, { x: 2 });
    expect(files().filter((name) => name.endsWith('attempt.json'))).toEqual(
      [0, 1, 2, 3].map((n) => `${n}.attempt.json`),
    );
    expect(await (await flow.openTask(START)).load('x')).toBe(2);
  });
});

describe('a number that is used again', () => {
  const records = async () =>
    (await datastore.metadata.artifacts(PATH)).map(({ attempt, name }) => `${attempt}.${name}`).sort();

  beforeEach(async () => {
    await runAttempt(0, { x: 'a', only0: 1 });
    await runAttempt(1, { x: 'b' });
    await datastore.storage.write('F/1/start/1/0.task_stdout.log', 'live\n');
    await datastore.storage.write('F/1/start/1/1.task_stdout.log', 'old\n');
  });

  test('shows nothing of what it and later ones had, until it is done', async () => {
    const again = await flow.startAttempt(START, 0, metadata);
    expect(files()).toEqual(['0.attempt.json', '0.task_stdout.log']);
    await expect(flow.openTask(START)).rejects.toMatchObject({ attempt: 0 });
    expect(await records()).toEqual([]);
    await again.save('x', 'c');
    await again.done();
    expect(await (await flow.openTask(START)).load('x')).toBe('c');
    expect(await records()).toEqual(['0.x']);
  });

  test('leaves earlier attempts alone', async () => {
    await flow.startAttempt(START, 1, metadata);
    expect((await flow.openTask(START, { attempt: 0 })).loadSync('x')).toBe('a');
    expect((await datastore.metadata.artifacts(PATH, { attempt: 0 })).map(({ name }) => name).sort()).toEqual([
      'only0',
      'x',
    ]);
    expect(await records()).toEqual([]);
  });

  test('for the process that captures the logs, the logs go too', async () => {
    await clearAttempts(datastore.storage, metadata, PATH, 0);
    expect(files()).toEqual([]);
    expect(await records()).toEqual([]);
  });
});

test('a clone has the results of its origin and says where they are from', async () => {
  await runAttempt(0, { x: 1, _transition: PyTuple.of(['end'], null) });
  const origin = await flow.openTask(START);
  await metadata.registerRun('2');
  await metadata.registerTask({ flow: 'F', run: '2', step: 'start' }, '7');
  await cloneTask(flow, origin, { run: '2', step: 'start', task: '7' }, metadata);
  const clone = await flow.openTask({ run: '2', step: 'start', task: '7' });
  expect(clone.artifacts).toEqual(origin.artifacts);
  const target = { flow: 'F', run: '2', step: 'start', task: '7' };
  expect((await datastore.metadata.metadata(target)).map(({ field, value, tags }) => [field, value, tags])).toEqual(
    expect.arrayContaining([
      ['origin-task-id', '1', ['attempt_id:0']],
      ['origin-run-id', '1', ['attempt_id:0']],
      ['attempt', '0', ['attempt_id:0']],
      ['attempt_ok', 'True', ['attempt_id:0']],
      ['attempt-done', '0', ['attempt_id:0']],
    ]),
  );
  expect(readdirSync(join(directory, '.metaflow/F/2/start/7')).sort()).toEqual([
    '0.DONE.lock',
    '0.attempt.json',
    '0.data.json',
    '_meta',
  ]);
});

test('names that would leave their place are refused', async () => {
  for (const task of ['..', '', 'a/b', 'a\\b', 'a\0']) {
    await expect(flow.openTask({ run: '1', step: 'start', task })).rejects.toMatchObject({ code: 'MF4004' });
  }
});
