import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Datastore, localDatastore } from '@mf/datastore';
import { DataArtifact, Flow, namespace, Run, Step, Task } from './index';
import { flowWriter, writeAttempt } from './testing/write-attempt';

/** What a flow's class looks like to this package. */
class F {
  declare readonly input: string;
  declare readonly index: number;
  alpha!: number;
  titles!: string[];
  start(): void {}
  end(): void {}
}

let directory: string;
let datastore: Datastore;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mf-navigation-'));
  datastore = localDatastore(join(directory, '.metaflow'));
  const writer = flowWriter(datastore, 'ada');
  await writeAttempt(datastore, writer, { run: '1', step: '_parameters', task: '0' });
  await writeAttempt(
    datastore,
    writer,
    { run: '1', step: 'start', task: '1' },
    {
      values: { alpha: 0.5 },
      stdout: 'one\ntwo\n',
      metadata: {
        'execution-triggers': JSON.stringify([
          { name: 'file', id: 'x', type: 'event', timestamp: null },
          { name: 'metaflow.G.end', id: 'G/7/end/3', type: 'run', timestamp: 1_700_000_000 },
          { name: 'metaflow.H.end', id: 'H/8/end/4', type: 'run', timestamp: 1_800_000_000 },
        ]),
      },
    },
  );
  await writeAttempt(
    datastore,
    writer,
    { run: '1', step: 'end', task: '2' },
    { values: { alpha: 0.5, titles: ['a'], _own: 1 } },
  );
});
beforeEach(() => namespace(null));
afterAll(() => rmSync(directory, { recursive: true }));

test('from an artifact up to the flow', async () => {
  const artifact = new DataArtifact('F/1/end/2/titles', { datastore });
  const up = [artifact.parent, artifact.parent.parent, artifact.parent.parent.parent] as const;
  expect([artifact, ...up, up[2].parent].map(String)).toEqual([
    "DataArtifact('F/1/end/2/titles')",
    "Task('F/1/end/2')",
    "Step('F/1/end')",
    "Run('F/1')",
    "Flow('F')",
  ]);
  expect([artifact, ...up, up[2].parent].map(({ pathComponents }) => pathComponents.length)).toEqual([5, 4, 3, 2, 1]);
  expect((await up[2].parent.latestRun)?.id).toBe('1');
});

test('a namespace that is chosen later is asked about, not obeyed', async () => {
  const objects = [
    new Flow('F', { datastore }),
    new Run('F/1', { datastore }),
    new Step('F/1/end', { datastore }),
    new Task('F/1/end/2', { datastore }),
    new DataArtifact('F/1/end/2/titles', { datastore }),
  ];
  const areIn = (name: string | null): Promise<boolean[]> => {
    namespace(name);
    return Promise.all(objects.map((object) => object.isInNamespace()));
  };
  expect(await areIn('user:ada')).toEqual([true, true, true, true, true]);
  expect(await areIn('user:bob')).toEqual([false, false, false, false, false]);
  expect(await areIn(null)).toEqual([true, true, true, true, true]);
  expect(await objects[1]!.createdAt).toBeInstanceOf(Date);
});

test('artifacts themselves, by name', async () => {
  const artifacts = await new Task<F>('F/1/end/2', { datastore }).artifacts;
  expect(Object.keys(artifacts).sort()).toEqual(['alpha', 'titles']);
  expect([await artifacts.titles.data, await artifacts.alpha.size]).toEqual([['a'], 12]);
});

test('the lines of a log have their times', async () => {
  const lines = [];
  for await (const line of new Task('F/1/start/1', { datastore }).logLines('stdout')) lines.push(line);
  expect(lines.map(({ text }) => text)).toEqual(['one', 'two']);
  expect(lines.every(({ time }) => Math.abs(Date.now() - Number(time)) < 3_600_000)).toBe(true);
});

test('what ran a task, and what it does not have', async () => {
  const task = new Task('F/1/start/1', { datastore });
  expect([await task.runtimeName, await task.code, await task.environmentInfo]).toEqual(['dev', undefined, undefined]);
  expect(await new Run('F/1', { datastore }).code).toBeUndefined();
});

test.each([
  ['no JSON', 'tgz'],
  ['another shape', '{"sha":"ab"}'],
  ['another flow’s', JSON.stringify({ ds_type: 'local', sha: 'ab', location: '/x/G/data/ab/ab' })],
])('code that is recorded as Metaflow does not: %s', async (task, text) => {
  const place = { run: '2', step: 'start', task };
  await writeAttempt(datastore, flowWriter(datastore, 'ada'), place, { metadata: { 'code-package': text } });
  const code = new Task(`F/2/start/${task}`, { datastore }).code.then((found) => found?.tarball);
  await expect(code).rejects.toMatchObject({ code: 'MF4043' });
});

test('the events that started a run, the latest first, whatever the namespace', async () => {
  namespace('user:ada');
  const trigger = await new Run('F/1', { datastore }).trigger;
  expect(trigger?.events.map(({ name, timestamp }) => [name, timestamp?.getUTCFullYear()])).toEqual([
    ['metaflow.H.end', 2027],
    ['metaflow.G.end', 2023],
    ['file', undefined],
  ]);
  expect(trigger?.runs.map(String)).toEqual(["Run('H/8')", "Run('G/7')"]);
  expect([trigger?.event?.id, trigger?.run?.id]).toEqual(['H/8/end/4', '8']);
});

// What is wrong here is found by the compiler (tsconfig.spec.json), not when it runs.
test('with the class of the flow, data has the types of its fields', async () => {
  const run = new Run<F>('F/1', { datastore });
  const data = (await run.data)!;
  const alpha: number = data.alpha;
  const titles: readonly string[] = data.titles;
  expect([alpha, titles]).toEqual([0.5, ['a']]);
  // @ts-expect-error a number is no text
  const wrong: string = data.alpha;
  // @ts-expect-error no such field
  expect([wrong, data.nothing]).toEqual([0.5, undefined]);
  // @ts-expect-error a step is no artifact
  expect(data.start).toBeUndefined();
  // @ts-expect-error nor is what every flow has
  expect(data.input).toBeUndefined();
  const task = (await run.step('end').task)!;
  const size: number = (await task.artifact('titles').data).length;
  const stored: unknown = await task.artifact('_own').data;
  expect([size, stored]).toEqual([1, 1]);
  const latest: number = (await (await new Flow<F>('F', { datastore }).latestSuccessfulRun)!.data)!.alpha;
  expect(latest).toBe(0.5);
  const untyped: unknown = (await new Run('F/1', { datastore }).data)?.['alpha'];
  expect(untyped).toBe(0.5);
});
