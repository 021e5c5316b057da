import { formatLine } from './output-line';
import { progressLines } from './report-progress';

const time = new Date(2026, 10, 3, 7, 5, 9, 40);

test('lines look like those of Metaflow', () => {
  const common = { time, kind: 'task', isBad: false } as const;
  expect(formatLine({ ...common, text: 'Done!' })).toBe('2026-11-03 07:05:09.040 Done!');
  expect(formatLine({ ...common, text: '  indented', task: { path: '17/start/1', pid: 123 } })).toBe(
    '2026-11-03 07:05:09.040 [17/start/1 (pid 123)]   indented',
  );
  expect(formatLine({ ...common, text: 'x', task: { path: '17/start/1', pod: 'start-1-a' } })).toBe(
    '2026-11-03 07:05:09.040 [17/start/1 (pod start-1-a)] x',
  );
  expect(formatLine({ ...common, text: 'Cloning', task: { path: '17/start/1' } })).toBe(
    '2026-11-03 07:05:09.040 [17/start/1] Cloning',
  );
});

test('a long run says how it stands', () => {
  const counts = new Map([
    ['start', { waiting: 0, running: 0, done: 1, failed: 0, dropped: 0 }],
    ['work', { waiting: 1, running: 2, done: 5, failed: 0, dropped: 0 }],
  ]);
  expect(progressLines({ active: 2, waiting: 1, counts })).toEqual([
    '2 tasks are running: work (2 running; 5 done).',
    '1 task is waiting in the queue.',
  ]);
});
