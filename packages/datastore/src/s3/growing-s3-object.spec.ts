import { updateDelay } from './growing-s3-object';

test('what is printed is seen within a quarter of a second at first, and within half a minute at last', () => {
  expect(updateDelay(0)).toBeCloseTo(254, -1);
  expect(updateDelay(15 * 60_000)).toBeCloseTo(15_250, -1);
  expect(updateDelay(24 * 3_600_000)).toBe(30_250);
});
