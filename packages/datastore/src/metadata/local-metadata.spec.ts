import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStorage } from '../storage/local-storage';
import { readLatestRun, writeLatestRun } from './latest-run';
import { LocalMetadata } from './local-metadata';
import type { MetadataWriter } from './provider';

let root: string;
let metadata: LocalMetadata;
let writer: MetadataWriter;
const TASK = { flow: 'F', run: '1', step: 'work', task: '3' };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mf-meta-'));
  metadata = new LocalMetadata(new LocalStorage(root));
  writer = metadata.writer('F', { user: 'ada', tags: ['t'], systemTags: ['user:ada'] });
});
afterEach(() => {
  jest.useRealTimers();
  rmSync(root, { recursive: true });
});

const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

describe('the files are those of Metaflow', () => {
  const common = {
    flow_id: 'F',
    user_name: 'ada',
    tags: ['t'],
    system_tags: ['user:ada'],
    ts_epoch: expect.any(Number),
  };

  test('flow, run, step, task', async () => {
    await writer.registerRun('1');
    await writer.registerTask(TASK, '3');
    expect(json('F/_meta/_self.json')).toEqual({ flow_id: 'F', ts_epoch: expect.any(Number) });
    expect(json('F/1/_meta/_self.json')).toEqual({ run_number: '1', ...common });
    expect(json('F/1/work/_meta/_self.json')).toEqual({ run_number: '1', step_name: 'work', ...common });
    expect(json('F/1/work/3/_meta/_self.json')).toEqual({
      run_number: '1',
      step_name: 'work',
      task_id: '3',
      ...common,
    });
  });

  test('artifacts', async () => {
    const artifact = {
      name: 'x',
      encoding: 'gzip+pickle-v4',
      sha: 'abc',
      storageType: 'local',
      storageRoot: '/data/.metaflow',
    };
    await writer.registerArtifacts(TASK, 2, [artifact]);
    expect(json('F/1/work/3/_meta/2_artifact_x.json')).toEqual({
      ...common,
      run_number: '1',
      step_name: 'work',
      task_id: '3',
      attempt_id: 2,
      name: 'x',
      content_type: 'gzip+pickle-v4',
      type: 'metaflow.artifact',
      sha: 'abc',
      ds_type: 'local',
      location: ':root:/data/.metaflow',
    });
  });

  test('metadata', async () => {
    await writer.addMetadata(TASK, [
      { field: 'attempt_ok', value: 'True', type: 'internal_attempt_status', attempt: 1 },
      { field: 'start_step', value: 'start' },
    ]);
    const names = readdirSync(join(root, 'F/1/work/3/_meta')).sort();
    expect(names).toEqual([
      expect.stringMatching(/^sysmeta_attempt_ok_\d{13}\.json$/),
      expect.stringMatching(/^sysmeta_start_step_\d{13}\.json$/),
    ]);
    expect(json(`F/1/work/3/_meta/${names[0]}`)).toEqual({
      flow_id: 'F',
      run_number: '1',
      step_name: 'work',
      task_id: '3',
      field_name: 'attempt_ok',
      type: 'internal_attempt_status',
      value: 'True',
      tags: ['attempt_id:1'],
      user_name: 'ada',
      ts_epoch: Number(/\d{13}/.exec(names[0] as string)?.[0]),
    });
    expect(json(`F/1/work/3/_meta/${names[1]}`)).toMatchObject({ type: 'start_step', tags: [] });
  });
});

describe('ids', () => {
  test('a run id is the time in microseconds', async () => {
    const run = await writer.newRun();
    expect(run).toMatch(/^\d{16}$/);
    expect(Math.abs(Number(run) / 1000 - Date.now())).toBeLessThan(10_000);
    expect(await writer.newRun()).not.toBe(run);
    expect(await metadata.run({ flow: 'F', run })).toMatchObject({ run, tags: ['t'], user: 'ada' });
  });

  test('task ids are counted from 0 over all steps of a run', async () => {
    const ids = [];
    for (const step of ['_parameters', 'start', 'work', 'work']) ids.push(await writer.newTask('1', step));
    expect(ids).toEqual(['0', '1', '2', '3']);
    expect((await metadata.tasks({ flow: 'F', run: '1', step: 'work' })).map(({ task }) => task)).toEqual(['3', '2']);
  });

  test('what is registered stays as it was first', async () => {
    expect(await writer.registerRun('airflow-1')).toBe(true);
    const other = metadata.writer('F', { user: 'bob', tags: ['other'] });
    expect(await other.registerRun('airflow-1')).toBe(false);
    expect(await metadata.run({ flow: 'F', run: 'airflow-1' })).toMatchObject({ user: 'ada', tags: ['t'] });
    expect(await writer.registerTask({ ...TASK, run: 'airflow-1' }, 'task-0.2')).toBe(true);
    expect(await other.registerTask({ ...TASK, run: 'airflow-1' }, 'task-0.2')).toBe(false);
  });
});

describe('lists', () => {
  test('are newest first, and higher ids first where the time is the same', async () => {
    jest.useFakeTimers({ now: 1_000, doNotFake: ['setImmediate'] });
    for (const [time, run] of [
      [3000, '1'],
      [1000, '2'],
      [2000, '10'],
      [2000, '9'],
    ] as const) {
      jest.setSystemTime(time);
      await writer.registerRun(run);
    }
    expect((await metadata.runs('F')).map(({ run }) => run)).toEqual(['1', '10', '9', '2']);
  });

  test('skip what is not an object', async () => {
    await writer.registerRun('1');
    await writeLatestRun(new LocalStorage(root), 'F', '1');
    mkdirSync(join(root, 'F/data/ab'), { recursive: true });
    expect((await metadata.runs('F')).map(({ run }) => run)).toEqual(['1']);
    expect((await metadata.flows()).map(({ flow }) => flow)).toEqual(['F']);
    expect(await metadata.steps({ flow: 'F', run: '1' })).toEqual([]);
  });

  test('what is not there is empty or undefined', async () => {
    expect(await metadata.flows()).toEqual([]);
    expect(await metadata.flow('G')).toBeUndefined();
    expect(await metadata.runs('G')).toEqual([]);
    expect(await metadata.run({ flow: 'F', run: '1' })).toBeUndefined();
    expect(await metadata.step(TASK)).toBeUndefined();
    expect(await metadata.task(TASK)).toBeUndefined();
    expect(await metadata.artifacts(TASK)).toEqual([]);
    expect(await metadata.artifact(TASK, 'x')).toBeUndefined();
    expect(await metadata.metadata(TASK)).toEqual([]);
    expect(await metadata.tasksWithMetadata(TASK, 'f', '.*')).toEqual([]);
  });

  test('a damaged file is named', async () => {
    await writer.registerRun('1');
    writeFileSync(join(root, 'F/1/_meta/_self.json'), '{"run_number": ');
    await expect(metadata.runs('F')).rejects.toMatchObject({
      code: 'MF4030',
      message: expect.stringContaining('F/1/_meta/_self.json'),
    });
  });
});

describe('attempts', () => {
  const artifact = (name: string, sha: string) => ({
    name,
    sha,
    encoding: 'e',
    storageType: 'local',
    storageRoot: root,
  });

  test('artifacts are those of the last attempt that is done', async () => {
    await writer.registerArtifacts(TASK, 0, [artifact('x', 'old'), artifact('gone', 'old')]);
    expect(await metadata.artifacts(TASK)).toEqual([]);
    await writer.addMetadata(TASK, [{ field: 'attempt-done', value: '0', attempt: 0 }]);
    await writer.registerArtifacts(TASK, 1, [artifact('x', 'new')]);
    expect((await metadata.artifacts(TASK)).map(({ sha }) => sha)).toEqual(['old', 'old']);
    await writer.addMetadata(TASK, [{ field: 'attempt-done', value: '1', attempt: 1 }]);
    expect((await metadata.artifacts(TASK)).map(({ name, sha }) => [name, sha])).toEqual([['x', 'new']]);
    expect(await metadata.artifact(TASK, 'gone')).toBeUndefined();
    expect(await metadata.artifact(TASK, 'gone', { attempt: 0 })).toMatchObject({
      sha: 'old',
      attempt: 0,
      storageRoot: root,
    });
  });

  test('the last one done is the last, also when the clock of its machine is behind', async () => {
    jest.useFakeTimers({ now: 1_700_000_002_000, doNotFake: ['setImmediate'] });
    await writer.addMetadata(TASK, [{ field: 'attempt-done', value: '0', attempt: 0 }]);
    jest.setSystemTime(1_700_000_000_000);
    await metadata.writer('F', { user: 'ada' }).addMetadata(TASK, [{ field: 'attempt-done', value: '1', attempt: 1 }]);
    await writer.registerArtifacts(TASK, 1, [artifact('x', 'new')]);
    expect(await metadata.artifact(TASK, 'x')).toMatchObject({ attempt: 1 });
  });

  test('records written in the same millisecond are all kept', async () => {
    jest.useFakeTimers({ now: 1_700_000_000_000, doNotFake: ['setImmediate'] });
    for (let i = 0; i < 3; i++)
      await metadata.writer('F', { user: 'ada' }).addMetadata(TASK, [{ field: 'user', value: `${i}` }]);
    expect((await metadata.metadata(TASK)).map(({ value }) => value)).toEqual(['0', '1', '2']);
  });

  test('metadata of one attempt, and of some fields', async () => {
    for (const attempt of [0, 1]) {
      await writer.addMetadata(TASK, [
        { field: 'attempt', value: `${attempt}`, attempt },
        { field: 'foreach-stack', value: ['items=a'], attempt },
      ]);
    }
    const values = async (query: { attempt?: number; fields?: string[] }) =>
      (await metadata.metadata(TASK, query)).map(({ value }) => value);
    expect(await values({ attempt: 1 })).toEqual(['1', ['items=a']]);
    expect(await values({ fields: ['attempt'] })).toEqual(['0', '1']);
    expect(await values({ attempt: 0, fields: ['attempt'] })).toEqual(['0']);
    expect(await values({ fields: ['attemp'] })).toEqual([]);
  });
});

test('tasks by a metadata field', async () => {
  for (const [task, path] of [
    ['1', 'a:0'],
    ['2', 'a:1'],
    ['3', 'a:1,b:0'],
    ['4', undefined],
  ] as const) {
    await writer.registerTask(TASK, task);
    if (path)
      await writer.addMetadata({ ...TASK, task }, [{ field: 'foreach-execution-path', value: path, attempt: 0 }]);
  }
  const find = async (pattern: string) =>
    (await metadata.tasksWithMetadata(TASK, 'foreach-execution-path', pattern)).sort();
  expect(await find('a:1')).toEqual(['2']);
  expect(await find('a:1,.*')).toEqual(['3']);
  expect(await find('.*')).toEqual(['1', '2', '3', '4']);
});

test('the latest run of a flow', async () => {
  const storage = new LocalStorage(root);
  expect(await readLatestRun(storage, 'F')).toBeUndefined();
  await writeLatestRun(storage, 'F', '1');
  await writeLatestRun(storage, 'F', '2');
  expect(await readLatestRun(storage, 'F')).toBe('2');
  expect(readFileSync(join(root, 'F/latest_run'), 'utf8')).toBe('2');
});
