import { scheduleText } from './schedule-text';

test.each([
  [null, null, undefined],
  ['0 5 * * *', '2026-11-28T05:00:00Z', '0 5 * * *, next 2026-11-28T05:00:00Z'],
  ['0 5 30 2 *', null, '0 5 30 2 *, next never'],
  ['Asset', null, 'when its events come'],
  ['Dataset', null, 'when its events come'],
  ['Asset or 0 5 * * *', '2026-11-28T05:00:00Z', 'Asset or 0 5 * * *, next 2026-11-28T05:00:00Z'],
])('%s, next %s: %s', (schedule, nextRun, text) => {
  expect(scheduleText({ schedule, nextRun })).toBe(text);
});
