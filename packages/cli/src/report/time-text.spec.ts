import { durationText, timeText } from './time-text';

test('times are local', () => {
  expect(timeText(new Date(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02 03:04:05');
});
test.each([
  [0, '0.0s'],
  [-5, '0.0s'],
  [450, '0.5s'],
  [59_940, '59.9s'],
  [59_960, '1m 00s'],
  [65_400, '1m 05s'],
  [3_599_600, '1h 00m 00s'],
  [7_209_000, '2h 00m 09s'],
  [90_061_000, '25h 01m 01s'],
])('%d ms is %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
