import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Datastore,
  localDatastore,
  MetaflowExceptionWrapper,
  type MetadataWriter,
  saveCard,
  saveCardData,
} from '@mf/datastore';
import { DataArtifact, defaultNamespace, Flow, getNamespace, Metaflow, namespace, Run, Step, Task } from './index';
import { type AttemptContent, flowWriter, writeAttempt as writeAttemptOf } from './testing/write-attempt';

const environment = { ...process.env };
let directory: string;
let datastore: Datastore;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mf-client-'));
  process.env.METAFLOW_USER = 'ada';
  process.env.METAFLOW_DATASTORE_SYSROOT_LOCAL = directory;
  delete process.env.METAFLOW_PRODUCTION_TOKEN;
  datastore = localDatastore(join(directory, '.metaflow'));
  defaultNamespace();
});
afterEach(() => {
  process.env = { ...environment };
  rmSync(directory, { recursive: true });
});

const writerOf = (user: string, tags: readonly string[] = []): MetadataWriter => flowWriter(datastore, user, tags);
const writeAttempt = (
  writer: MetadataWriter,
  run: string,
  step: string,
  task: string,
  content?: AttemptContent,
): Promise<void> => writeAttemptOf(datastore, writer, { run, step, task }, content);

async function ids(objects: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  const found: string[] = [];
  for await (const { id } of objects) found.push(id);
  return found;
}

describe('what a run gives', () => {
  beforeEach(async () => {
    const writer = writerOf('ada', ['nightly']);
    await writeAttempt(writer, '1', '_parameters', '0', { values: { alpha: 0.5 } });
    await writeAttempt(writer, '1', 'start', '1', { values: { alpha: 0.5 }, stdout: 'hello\nwörld' });
    await writeAttempt(writer, '1', 'end', '2', { values: { alpha: 0.5, rows: [{ a: 1 }], _own: 1 } });
  });

  test('its data, by name', async () => {
    const data = await new Run('F/1').data;
    expect(data?.alpha).toBe(0.5);
    expect(data?.rows).toEqual([{ a: 1 }]);
    expect(data?.nothing).toBeUndefined();
    expect(Object.keys(data ?? {}).sort()).toEqual(['alpha', 'rows']);
    expect('rows' in (data ?? {})).toBe(true);
  });

  test('values are read when they are asked for only, and once', async () => {
    const data = await new Run('F/1').data;
    const sha = await new Task('F/1/end/2').artifact('rows').sha;
    const blob = join(directory, '.metaflow/F/data', sha.slice(0, 2), sha);
    renameSync(blob, `${blob}.away`);
    expect(data?.alpha).toBe(0.5);
    expect(() => data?.rows).toThrow(expect.objectContaining({ code: 'MF4022' }));
    renameSync(`${blob}.away`, blob);
    expect(data?.rows).toBe(data?.rows);
  });

  test('its state, steps and tasks', async () => {
    const run = await new Flow('F').latestRun;
    expect(run?.pathspec).toBe('F/1');
    expect([await run?.successful, await run?.finished]).toEqual([true, true]);
    expect((await run?.finishedAt)?.getTime()).toBeGreaterThanOrEqual((await run?.createdAt)?.getTime() ?? Infinity);
    expect((await ids(run as Run)).sort()).toEqual(['end', 'start']);
    expect((await run?.step('start').task)?.pathspec).toBe('F/1/start/1');
    expect(await ids(new Step('F/1/start'))).toEqual(['1']);
    expect(await ids(new Task('F/1/end/2'))).toEqual(expect.arrayContaining(['alpha', 'rows']));
    expect(await ids(new Metaflow())).toEqual(['F']);
    expect(String(run?.step('start').taskById('1').artifact('alpha'))).toBe("DataArtifact('F/1/start/1/alpha')");
    expect((await new Step('F/1/end').finishedAt)?.getTime()).toBe((await run?.finishedAt)?.getTime());
  });

  test('what tasks printed', async () => {
    const task = new Task('F/1/start/1');
    expect(await task.stdout).toBe('hello\nwörld\n');
    expect(await task.stderr).toBe('');
    expect(await task.stdoutSize).toBeGreaterThan(100);
    expect(await task.stderrSize).toBe(0);
  });

  test('its tags, which steps, tasks and artifacts share', async () => {
    const all = new Set(['user:ada', 'runtime:dev', 'nightly']);
    for (const object of [
      new Run('F/1'),
      new Step('F/1/end'),
      new Task('F/1/end/2'),
      new DataArtifact('F/1/end/2/rows'),
    ]) {
      expect(await object.tags).toEqual(all);
      expect(await object.userTags).toEqual(new Set(['nightly']));
      expect(await object.systemTags).toEqual(new Set(['user:ada', 'runtime:dev']));
    }
  });

  test('tags can be changed, and the object knows', async () => {
    const run = new Run('F/1');
    await run.addTag('a', 'b', 'user:ada');
    await run.removeTag('nightly');
    expect([...(await run.userTags)].sort()).toEqual(['a', 'b']);
    await run.replaceTags(['a'], ['c']);
    expect([...(await run.userTags)].sort()).toEqual(['b', 'c']);
    expect([...(await new Run('F/1').userTags)].sort()).toEqual(['b', 'c']);
    expect(await ids(new Flow('F').runs('b', 'c'))).toEqual(['1']);
    expect(await ids(new Flow('F').runs('b', 'nightly'))).toEqual([]);
    await expect(run.removeTag('user:ada')).rejects.toMatchObject({ code: 'MF4031' });
  });
});

describe('attempts', () => {
  beforeEach(async () => {
    const writer = writerOf('ada');
    const exception = new MetaflowExceptionWrapper('boom', 'Error', 'Error: boom\n    at start');
    await writeAttempt(writer, '1', 'start', '1', {
      attempt: 0,
      values: { x: 'old' },
      ok: false,
      stdout: 'first',
      exception,
    });
    await writeAttempt(writer, '1', 'start', '1', { attempt: 1, values: { x: 'new' }, stdout: 'second' });
  });

  test('the latest counts', async () => {
    const task = new Task('F/1/start/1');
    expect(await task.currentAttempt).toBe(1);
    expect([await task.successful, await task.stdout, await task.exception]).toEqual([true, 'second\n', undefined]);
    expect((await task.data).x).toBe('new');
  });

  test('an earlier one can be asked for', async () => {
    const task = new Task('F/1/start/1', { attempt: 0 });
    expect(await task.currentAttempt).toBe(0);
    expect([await task.successful, await task.finished, await task.stdout]).toEqual([false, false, 'first\n']);
    expect((await task.exception)?.exception).toBe('boom');
    expect((await task.data).x).toBe('old');
    expect(await task.artifact('x').data).toBe('old');
    expect(await task.artifact('x').size).toBe(8);
    expect((await task.metadataDict)['attempt']).toBe('0');
    expect(() => new Task('F/1/start/1', { attempt: 6 })).toThrow(expect.objectContaining({ code: 'MF4025' }));
  });
});

test('a run in progress, and one that failed', async () => {
  const writer = writerOf('ada');
  await writeAttempt(writer, '1', 'end', '1');
  await writer.registerRun('2');
  await writer.registerTask({ flow: 'F', run: '2', step: 'start' }, '1');
  const running = new Run('F/2');
  expect([await running.successful, await running.finished, await running.finishedAt]).toEqual([
    false,
    false,
    undefined,
  ]);
  expect([await running.data, await running.endTask]).toEqual([undefined, undefined]);
  const task = new Task('F/2/start/1');
  expect([await task.successful, await task.finished, await task.finishedAt, await task.index]).toEqual([
    false,
    false,
    undefined,
    undefined,
  ]);
  expect(await task.stdout).toBe('\n');
  expect(await running.originPathspec).toBeUndefined();
  expect(await new Step('F/2/start').finishedAt).toBeUndefined();
  expect((await new Flow('F').latestSuccessfulRun)?.id).toBe('1');
});

describe('namespaces', () => {
  beforeEach(async () => {
    await writeAttempt(writerOf('ada'), '1', 'end', '1', { values: { x: 1 } });
    await writeAttempt(writerOf('bob'), '2', 'end', '1', { values: { x: 2 } });
  });

  test('the default one is the user’s', async () => {
    expect(getNamespace()).toBe('user:ada');
    expect(await ids(new Flow('F'))).toEqual(['1']);
    expect((await new Flow('F').latestRun)?.id).toBe('1');
  });

  test.each([
    ['a run', () => new Run('F/2').successful],
    ['a step', () => new Step('F/2/end').task],
    ['a task', () => new Task('F/2/end/1').stdout],
    ['an artifact', () => new DataArtifact('F/2/end/1/x').data],
    ['a flow’s run', () => new Flow('F').run('2').data],
  ])('%s of another one is refused', async (_name, read) => {
    await expect(read()).rejects.toMatchObject({ code: 'MF4041', message: expect.stringContaining('user:ada') });
  });

  test('another one can be chosen, or none', async () => {
    const mine = new Flow('F');
    expect(namespace('user:bob')).toBe('user:bob');
    expect(await ids(new Flow('F'))).toEqual(['2']);
    expect(await ids(mine)).toEqual(['1']);
    expect(namespace(null)).toBeNull();
    expect(await ids(new Flow('F'))).toEqual(['2', '1']);
    expect(defaultNamespace()).toBe('user:ada');
  });

  test('a flow without any visible run is not there', async () => {
    namespace('user:eve');
    await expect(new Flow('F').latestRun).rejects.toMatchObject({ code: 'MF4041' });
    expect(await ids(new Metaflow())).toEqual([]);
  });
});

describe('what does not exist', () => {
  beforeEach(async () => writeAttempt(writerOf('ada'), '1', 'end', '1', { values: { x: 1 } }));

  test.each<[string, () => Promise<unknown>]>([
    ["Flow('G')", () => new Flow('G').latestRun],
    ["Run('F/9')", () => new Run('F/9').successful],
    ["Run('F/9')", () => new Task('F/9/end/1').successful],
    ["Step('F/1/nothing')", () => new Run('F/1').step('nothing').task],
    ["Task('F/1/end/9')", () => new Step('F/1/end').taskById('9').successful],
    ["DataArtifact('F/1/end/1/y')", () => new Task('F/1/end/1').artifact('y').data],
  ])('%s', async (name, read) => {
    await expect(read()).rejects.toMatchObject({ code: 'MF4040', message: `${name} does not exist` });
  });

  test.each([
    ['Flow', () => new Flow('F/1'), "new Flow('FlowName')"],
    ['Run', () => new Run('F'), "new Run('FlowName/RunID')"],
    ['Step', () => new Step('F/1'), "new Step('FlowName/RunID/StepName')"],
    ['Task', () => new Task('F/1/../1'), "new Task('FlowName/RunID/StepName/TaskID')"],
    [
      'DataArtifact',
      () => new DataArtifact('F/1/end/1/'),
      "new DataArtifact('FlowName/RunID/StepName/TaskID/ArtifactName')",
    ],
  ])('a pathspec that is not one of a %s', (_kind, make, expected) => {
    expect(make).toThrow(expect.objectContaining({ code: 'MF4042', advice: expect.stringContaining(expected) }));
  });

  test('a datastore', () => {
    delete process.env.METAFLOW_DATASTORE_SYSROOT_LOCAL;
    const empty = join(directory, 'empty');
    mkdirSync(empty);
    const cwd = jest.spyOn(process, 'cwd').mockReturnValue(empty);
    renameSync(join(directory, '.metaflow'), join(directory, 'elsewhere'));
    expect(() => new Flow('F')).toThrow(expect.objectContaining({ code: 'MF4002' }));
    cwd.mockRestore();
  });
});

test('data kept apart from the metadata is found where the records say', async () => {
  await writeAttempt(writerOf('ada'), '1', 'end', '1', { values: { x: [1] }, stdout: 'hello' });
  const elsewhere = join(directory, 'elsewhere');
  mkdirSync(join(elsewhere, 'F'), { recursive: true });
  // Metadata and data are written into one tree; here the metadata is taken away from under the data.
  const reading = localDatastore(elsewhere);
  await copyMetadata(['F', 'F/1', 'F/1/end', 'F/1/end/1'], reading);
  const task = new Task('F/1/end/1', { datastore: reading });
  expect((await task.data).x).toEqual([1]);
  expect(await task.artifact('x').data).toEqual([1]);
  expect(await task.stdout).toBe('hello\n');
});

async function copyMetadata(paths: readonly string[], to: Datastore): Promise<void> {
  for (const path of paths) {
    for (const name of await datastore.storage.list(`${path}/_meta`)) {
      const file = `${path}/_meta/${name}`;
      await to.storage.write(file, (await datastore.storage.read(file)) as Buffer);
    }
  }
}

test('data in a storage that is not known is named', async () => {
  const writer = writerOf('ada');
  const path = { flow: 'F', run: '1', step: 'end', task: '1' };
  await writer.registerRun('1');
  await writer.registerTask(path, '1');
  await writer.registerArtifacts(path, 0, [
    { name: 'x', encoding: 'pickle-v4', sha: 'a'.repeat(40), storageType: 'gs', storageRoot: 'gs://b/p' },
  ]);
  await writer.registerArtifacts(path, 0, [
    { name: 'y', encoding: 'arrow', sha: 'a'.repeat(40), storageType: 'local', storageRoot: datastore.storage.root },
  ]);
  await writer.addMetadata(path, [{ field: 'attempt-done', value: '0', attempt: 0 }]);
  await expect(new DataArtifact('F/1/end/1/x').data).rejects.toMatchObject({
    code: 'MF4005',
    message: expect.stringContaining('gs://b/p'),
  });
  await expect(new DataArtifact('F/1/end/1/y').data).rejects.toMatchObject({ code: 'MF4024' });
});

describe('cards of a task', () => {
  const path = { flow: 'F', run: '1', step: 'start', task: '1' };
  const names = [
    { type: 'blank', id: 'report', hash: 'ab12' },
    { type: 'default', id: null, hash: 'cd34' },
    { type: 'default', id: null, hash: 'ce56' },
  ];
  beforeEach(async () => {
    await writeAttempt(writerOf('ada'), '1', 'start', '1');
    for (const name of names) await saveCard(datastore.cards, path, name, `<p>${name.hash}</p>`);
    await saveCardData(datastore.cards, path, names[1]!, { reload_token: 'final' });
  });
  const task = () => new Task('F/1/start/1');

  test('by type, id and the beginning of their hash', async () => {
    const hashes = async (filter = {}) => (await task().cards(filter)).map(({ hash }) => hash);
    expect(await hashes()).toEqual(['ab12', 'cd34', 'ce56']);
    expect(await hashes({ type: 'default' })).toEqual(['cd34', 'ce56']);
    expect(await hashes({ id: 'report' })).toEqual(['ab12']);
    expect(await hashes({ type: 'default', hash: 'ce' })).toEqual(['ce56']);
    expect(await hashes({ type: 'default', id: 'report' })).toEqual([]);
  });

  test('with their HTML and what was refreshed', async () => {
    const [report, card] = await task().cards();
    expect(report).toMatchObject({ type: 'blank', id: 'report', pathspec: 'F/1/start/1' });
    expect(await report!.html).toBe('<p>ab12</p>');
    expect([await report!.data, await card!.data]).toEqual([undefined, { reload_token: 'final' }]);
    expect(card!.id).toBeUndefined();
    await datastore.cards.remove(report!.path);
    await expect(report!.html).rejects.toMatchObject({ code: 'MF4090' });
  });

  test('a task that took over the results of another one has its cards', async () => {
    const writer = writerOf('ada');
    await writeAttempt(writer, '2', 'start', '1');
    await writer.addMetadata({ ...path, run: '2' }, [
      { field: 'origin-run-id', value: '1' },
      { field: 'origin-task-id', value: '1' },
    ]);
    const clone = new Task('F/2/start/1');
    expect((await clone.cards()).map(({ pathspec }) => pathspec)).toEqual(Array(3).fill('F/1/start/1'));
    expect(await clone.cards({ followResumed: false })).toEqual([]);
  });

  test('the folder of cards is no flow', async () => {
    const flows: string[] = [];
    for await (const { id } of new Metaflow()) flows.push(id);
    expect(flows).toEqual(['F']);
  });
});
