import { formatInputPaths, parseInputPaths } from './input-paths';

test.each([
  [['1/a/2', '1/b/3'], '1/:a/2,b/3'],
  [['17/body/2', '17/body/3', '17/body/4', '17/body/5'], '17/body/:2,3,4,5'],
  [['5/start/1'], '5/start/1'],
])('writes %j in the form of Metaflow', (paths, text) => {
  expect(formatInputPaths(paths)).toBe(text);
  expect(parseInputPaths(text)).toEqual(paths);
});

test('compresses a long list and reads it back in order', () => {
  const paths = Array.from({ length: 5000 }, (_none, index) => `1700000000000000/body/${index + 2}`);
  const text = formatInputPaths(paths);
  expect(text).toMatch(/^!eJ/);
  expect(text.length).toBeLessThan(12_000);
  expect(parseInputPaths(text)).toEqual(paths);
});
