import { airflowRunId, attemptSlot, externalTaskId, loopTaskId, parseIndexStack, placeOf } from './identity';

test.each([
  ['manual__2022-03-15T01:26:41.186781+00:00', 'HelloFlow', 'airflow-fdf396b2bb09'],
  ['manual__2022-03-15T01:26:41.186781+00:00', 'afproj.user.golden.Afl', 'airflow-638be0b6b406'],
  ['scheduled__2024-01-01T00:00:00+00:00', 'HelloFlow', 'airflow-ec39689e5620'],
])('the run id of %s of %s is the one that Metaflow gives', (run, dag, id) => {
  expect(airflowRunId(run, dag)).toBe(id);
});

test('a task id says where in its foreach loops the task is', () => {
  expect([externalTaskId([]), externalTaskId([3]), externalTaskId([0, 2])]).toEqual(['task', 'task-3', 'task-0.2']);
  expect([parseIndexStack(''), parseIndexStack('7'), parseIndexStack('0.12')]).toEqual([[], [7], [0, 12]]);
  expect(() => parseIndexStack('0..1')).toThrow(RangeError);
  expect(() => parseIndexStack('-1')).toThrow(RangeError);
});

test('the place of a task is found from its id, in a loop as well', () => {
  const ids = [externalTaskId([]), externalTaskId([0, 12]), loopTaskId([], 3), loopTaskId([4], 0)];
  expect(ids.map(placeOf)).toEqual([[], [0, 12], [], [4]]);
  expect(['7', 'task-', 'task-a', 'tasks'].map(placeOf)).toEqual([undefined, undefined, undefined, undefined]);
});

test('attempts beyond the fifth share the last slot that readers look at', () => {
  expect([0, 1, 5, 6, 40].map(attemptSlot)).toEqual([0, 1, 5, 5, 5]);
});
