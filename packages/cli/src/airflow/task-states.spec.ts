import type { TaskInstance } from '@mf/airflow';
import { taskStates } from './task-states';

const at = (minute: number) => `2026-01-31T12:0${minute}:00+00:00`;
const task = (taskId: string, state: string | null, more: Partial<TaskInstance> = {}): TaskInstance => ({
  ...{ taskId, state, mapIndex: -1, tryNumber: 1, startedAt: null, endedAt: null, renderedFields: {} },
  ...more,
});

it('the items of a foreach are one task, and tasks come in the order in which they started', () => {
  const states = taskStates([
    task('end', null, { tryNumber: 0 }),
    task('work', 'success', { mapIndex: 0, startedAt: at(2), endedAt: at(3) }),
    task('work', 'failed', { mapIndex: 1, startedAt: at(1), endedAt: at(4), tryNumber: 2 }),
    task('work', 'success', { mapIndex: 2, startedAt: at(2), endedAt: at(3) }),
    task('start', 'success', { startedAt: at(0), endedAt: at(1) }),
  ]);
  const one = { waiting: 0, running: 0, done: 1, failed: 0, dropped: 0 };
  expect(states.map(({ count }) => count)).toEqual([
    one,
    { ...one, done: 3, failed: 1 },
    { ...one, waiting: 1, done: 0 },
  ]);
  expect(states).toMatchObject([
    { taskId: 'start', text: 'success', worst: 'success', tryNumber: 1, startedAt: at(0), endedAt: at(1) },
    { taskId: 'work', text: '1 failed, 2 success', worst: 'failed', tryNumber: 2, startedAt: at(1), endedAt: at(4) },
    { taskId: 'end', text: 'none', worst: 'none', tryNumber: 0, startedAt: null, endedAt: null },
  ]);
});
