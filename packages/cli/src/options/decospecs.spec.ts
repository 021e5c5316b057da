import { decospecs } from './decospecs';

const names = (given: string[], command: Parameters<typeof decospecs>[1], env: NodeJS.ProcessEnv): unknown[] =>
  decospecs(given, command, env).map(({ name, attributes }) => [name, attributes['times'] ?? attributes['seconds']]);

test('decorators come from the option and from the environment, the first of a kind counts', () => {
  const env = {
    METAFLOW_DECOSPECS: 'retry:times=1',
    METAFLOW_RUN_DECOSPECS: 'timeout:seconds=1',
    METAFLOW_DEFAULT_DECOSPECS: ' retry:times=2\ttimeout:seconds=2  catch',
  };
  expect(names(['retry:times=3'], 'run', {})).toEqual([['retry', 3]]);
  expect(names(['timeout:seconds=3'], 'run', env)).toEqual([
    ['retry', 1],
    ['timeout', 3],
    ['catch', undefined],
  ]);
  expect(names([], 'run', env)).toContainEqual(['timeout', 1]);
  expect(names([], 'airflow create', env)).toContainEqual(['timeout', 2]);
  expect(names([], 'airflow create', { METAFLOW_AIRFLOW_CREATE_DECOSPECS: 'retry' })).toEqual([['retry', undefined]]);
});

test('for a command that starts nothing the option comes in place of the variable', () => {
  const env = { METAFLOW_DECOSPECS: 'retry:times=1', METAFLOW_DEFAULT_DECOSPECS: 'catch' };
  expect(names([], undefined, env)).toEqual([
    ['retry', 1],
    ['catch', undefined],
  ]);
  expect(names(['timeout:seconds=3'], undefined, env)).toEqual([
    ['timeout', 3],
    ['catch', undefined],
  ]);
});

test('of cards all count', () => {
  expect(decospecs(['card:id=a', 'card:id=b'], 'run', {}).map(({ attributes }) => attributes['id'])).toEqual([
    'a',
    'b',
  ]);
});

test('a wrong one in the environment is refused like one of the option', () => {
  expect(() => decospecs([], 'run', { METAFLOW_DEFAULT_DECOSPECS: 'retri' })).toThrow('there is no decorator retri');
});
