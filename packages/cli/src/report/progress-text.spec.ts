import { progressBar, progressText } from './progress-text';

const text = (waiting: number, running: number, done: number, failed: number, elapsed: number, dropped = 0): string =>
  progressText({ step: 'work', count: { waiting, running, done, failed, dropped }, elapsed });

test('says how many tasks are done, how fast, and when the rest is', () => {
  expect(text(84, 16, 100, 0, 20_000)).toBe('100 of 200 done, 16 running, 5.0/s, about 20.0s left');
  expect(text(0, 2, 998, 3, 20_000)).toBe('998 of 1000 done, 2 running, 3 failed, 50/s, about 0.0s left');
  expect(text(20, 4, 1, 0, 90_000)).toBe('1 of 25 done, 4 running, 0.7/min, about 36m 00s left');
});

test('promises nothing before the first task is done', () => {
  expect(text(184, 16, 0, 0, 5000)).toBe('0 of 200 done, 16 running');
});

test('at the end says how long it took', () => {
  expect(text(0, 0, 200, 1, 65_000)).toBe('200 of 200 done in 1m 05s, 1 failed');
  expect(text(0, 0, 55, 1, 5000, 145)).toBe('55 of 200 done in 5.0s, 1 failed');
});

test('a bar is full only when all is done', () => {
  expect(progressBar({ waiting: 0, running: 1, done: 199, failed: 0, dropped: 0 }, 4)).toBe('███░');
  expect(progressBar({ waiting: 0, running: 0, done: 2, failed: 0, dropped: 0 }, 4)).toBe('████');
});
