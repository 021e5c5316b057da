import { colorsFor } from './colors';

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  [true, { TERM: 'dumb' }, false],
])('on a terminal: %s, with %j: %s', (isTTY, env, expected) => {
  expect(colorsFor({ isTTY }, env).isColorSupported).toBe(expected);
});
