import { InvalidWithError, parseWith } from './with-decorators';

test('a name alone has no attributes', () => {
  expect(parseWith('retry')).toEqual({ name: 'retry', attributes: {} });
});
test("Metaflow's attributes, in its spelling or ours", () => {
  expect(parseWith('retry:times=4,minutes_between_retries=0.5')).toEqual({
    name: 'retry',
    attributes: { times: 4, minutes_between_retries: 0.5 },
  });
  expect(parseWith('retry:minutesBetweenRetries=1')).toEqual({
    name: 'retry',
    attributes: { minutes_between_retries: 1 },
  });
});
test.each([
  'retri',
  'retry:time=3',
  'retry:times',
  'retry:times=5',
  'retry:times=1.5',
  'retry:times=x',
  'retry:minutes_between_retries=-1',
])('refuses %s', (spec) => {
  expect(() => parseWith(spec)).toThrow(InvalidWithError);
});
