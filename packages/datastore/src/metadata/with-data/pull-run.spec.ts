import { MemoryStorage } from '../../storage/memory-storage';
import { FlowDatastore } from '../../task/flow-datastore';
import type { TaskPath } from '../../task/task-path';
import { LocalMetadata } from '../local-metadata';
import { LocalMetadataWriter } from '../local-metadata-writer';
import { DataMetadataWriter } from './data-metadata-writer';
import { leaveRecords } from './left-records';
import { pullRun } from './pull-run';
import { readPulledMark, writePulledMark } from './pulled-mark';
import { PullingMetadata } from './pulling-metadata';

const flow = 'F';
const run = 'airflow-1';
const identity = { user: 'ana', tags: ['t'], systemTags: ['user:ana'] };
const at = (step: string, task = 'task'): TaskPath => ({ flow, run, step, task });

let data: MemoryStorage;
let tree: MemoryStorage;
beforeEach(() => {
  data = new MemoryStorage();
  tree = new MemoryStorage();
});

/** Runs an attempt as a task does whose records stay with its data. */
async function runAttempt(path: TaskPath, attempt: number, isOk: boolean, handsOver = true): Promise<void> {
  const metadata = new DataMetadataWriter(data, flow, identity);
  const written = await new FlowDatastore(data, flow).startAttempt(path, attempt, metadata);
  await metadata.addMetadata(path, [{ field: 'attempt', value: String(attempt), attempt }]);
  await written.save('_task_ok', isOk);
  await written.save('x', attempt);
  await written.done();
  if (handsOver) await metadata.handOver(path, attempt);
}

test('what tasks have left beside their data becomes a run with tags, tasks, artifacts and attempts', async () => {
  await runAttempt(at('start'), 0, false);
  await runAttempt(at('start'), 1, true);
  const seen: number[] = [];
  expect(await pullRun(data, tree, { flow, run }, { onProgress: (read) => seen.push(read) })).toBe(1);
  expect(seen).toEqual([1]);
  const local = new LocalMetadata(tree);
  expect(await local.run({ flow, run })).toMatchObject({ user: 'ana', tags: ['t'], systemTags: ['user:ana'] });
  expect((await local.tasks(at('start'))).map(({ task }) => task)).toEqual(['task']);
  const artifacts = await local.artifacts(at('start'));
  expect(artifacts.map(({ name, attempt }) => `${attempt} ${name}`).sort()).toEqual(['1 _task_ok', '1 x']);
  expect((await local.artifacts(at('start'), { attempt: 0 })).length).toBe(2);
  expect(await pullRun(data, tree, { flow, run: 'airflow-2' })).toBeUndefined();
});

test('what a killed task could not leave is made from its data, with a run of nobody', async () => {
  await runAttempt(at('start'), 0, true, false);
  await pullRun(data, tree, { flow, run });
  const local = new LocalMetadata(tree);
  expect(await local.run({ flow, run })).toMatchObject({ user: 'unknown', systemTags: [] });
  expect((await local.artifacts(at('start'))).map(({ name }) => name).sort()).toEqual(['_task_ok', 'x']);
  const fields = (await local.metadata(at('start'))).map(({ field, value }) => [field, value]);
  expect(fields).toEqual(
    expect.arrayContaining([
      ['attempt', '0'],
      ['ds-type', 'memory'],
      ['attempt-done', '0'],
    ]),
  );
  // Later, somebody is known.
  await runAttempt(at('next'), 0, true);
  await pullRun(data, tree, { flow, run });
  expect(await local.run({ flow, run })).toMatchObject({ user: 'ana' });
});

test('a run that is pulled again is what it is by then; tags that were given to it here stay', async () => {
  await runAttempt(at('start'), 0, true);
  await runAttempt(at('old'), 0, true);
  await pullRun(data, tree, { flow, run });
  const local = new LocalMetadata(tree);
  await local.changeTags({ flow, run }, { add: ['mine'], remove: [] }, 'bob');
  await runAttempt(at('start'), 0, false);
  await runAttempt(at('end'), 0, true);
  expect(await readPulledMark(tree, { flow, run })).toEqual({ from: '', isComplete: false });
  await pullRun(data, tree, { flow, run });
  expect((await local.run({ flow, run }))?.tags).toEqual(['t', 'mine']);
  const done = (await local.metadata(at('start'))).filter(({ field }) => field === 'attempt-done');
  expect(done).toHaveLength(1);
  expect(await readPulledMark(tree, { flow, run })).toEqual({ from: '', isComplete: true });
});

test('of a run that was started here, only what its tasks have left is added', async () => {
  const own = new LocalMetadataWriter(tree, flow, { ...identity, user: 'bob' });
  await own.registerRun(run);
  await own.registerTask(at('start'), 'task');
  await own.addMetadata(at('start'), [{ field: 'runtime', value: 'dev', attempt: 0 }]);
  await runAttempt(at('start'), 0, true);
  await pullRun(data, tree, { flow, run });
  const local = new LocalMetadata(tree);
  expect(await local.run({ flow, run })).toMatchObject({ user: 'bob' });
  const fields = (await local.metadata(at('start'))).map(({ field }) => field);
  expect(fields).toEqual(expect.arrayContaining(['runtime', 'attempt', 'attempt-done']));
  expect(await readPulledMark(tree, { flow, run })).toBeUndefined();
});

test('names that lead elsewhere, and other runs, are not taken from an archive', async () => {
  await runAttempt(at('start'), 0, true);
  const evil = ['../x/_meta/a.json', 'F/other/_meta/_self.json', 'F/airflow-1/../_meta/b.json', 'F/airflow-1/c.json'];
  await leaveRecords(data, at('evil'), 0, new Map(evil.map((name) => [name, Buffer.from('{}')])));
  await pullRun(data, tree, { flow, run });
  for (const name of [...evil, 'x/_meta/a.json', 'F/_meta/b.json']) expect(tree.objects.has(name)).toBe(false);
});

describe('metadata that completes itself', () => {
  const pulling = () =>
    new PullingMetadata({
      ...{ type: 'local', info: 'here', tree, data },
      writer: (name, who) => new LocalMetadataWriter(tree, name, who),
    });

  test('pulls a run when it is asked for, and takes note of all runs of schedulers', async () => {
    await runAttempt(at('start'), 0, true);
    await runAttempt({ ...at('start'), run: 'airflow-2' }, 0, true);
    await runAttempt({ ...at('start'), run: '17' }, 0, true);
    const metadata = pulling();
    expect(await metadata.flow(flow)).toMatchObject({ flow });
    expect((await metadata.runs(flow)).map((record) => record.run).sort()).toEqual(['airflow-1', 'airflow-2']);
    expect(tree.objects.has('F/airflow-2/start/task/_meta/_self.json')).toBe(false);
    expect((await metadata.steps({ flow, run: 'airflow-2' })).map(({ step }) => step)).toEqual(['start']);
    expect(await metadata.run({ flow, run: '17' })).toMatchObject({ user: 'ana' });
    expect(await metadata.run({ flow, run: 'airflow-3' })).toBeUndefined();
  });

  test('looks again at a run that was not over', async () => {
    await runAttempt(at('start'), 0, true);
    expect(await pulling().tasks(at('end'))).toEqual([]);
    await runAttempt(at('end'), 0, true);
    expect(await pulling().tasks(at('end'))).toHaveLength(1);
    // Over: nothing that comes later is looked for.
    await runAttempt(at('later'), 0, true);
    expect(await pulling().tasks(at('later'))).toEqual([]);
  });

  test('looks once for all who read at the same time, the first time and later', async () => {
    await runAttempt(at('start'), 0, true);
    const list = jest.spyOn(data, 'list');
    const metadata = pulling();
    const read = async (): Promise<number> => {
      list.mockClear();
      await Promise.all([1, 2, 3].map(() => metadata.tasks(at('start'))));
      return list.mock.calls.filter(([path]) => path === 'F/airflow-1').length;
    };
    expect(await read()).toBe(1);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    try {
      expect(await read()).toBe(1);
    } finally {
      clock.mockRestore();
    }
  });

  test('finishes a pull that was broken off before the run itself was written', async () => {
    await runAttempt(at('end'), 0, true);
    await writePulledMark(tree, { flow, run }, { from: '', isComplete: true });
    expect(await pulling().run({ flow, run })).toMatchObject({ user: 'ana' });
  });
});
