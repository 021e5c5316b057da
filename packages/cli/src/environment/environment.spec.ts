import { InvalidEnvironmentError, parseEnvironments } from './environment';

const parse = (environments: unknown) => parseEnvironments(environments, 'nx.json');
const why = (environment: unknown, name = 'production') => {
  try {
    parse({ [name]: environment });
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidEnvironmentError);
    return (error as Error).message;
  }
  return 'valid';
};

it('an environment has what is said of it, and else what is usual', () => {
  const given = { dags: 's3://our-airflow/dags', airflowUrl: 'http://a', with: ['retry'], env: { A: 'b' } };
  expect(parse({ production: given }).get('production')).toEqual({
    ...{ name: 'production', compute: 'process', maxWorkers: 100, tag: [] },
    ...given,
  });
  expect(parse(undefined).size).toBe(0);
});

it('what makes no sense is said', () => {
  expect(why({ dags: 'dags' })).toBe('valid');
  expect(why('dags')).toBe('nx.json: the environment "production" is no object');
  expect(why({})).toBe('nx.json: the environment "production" does not say where its DAGs go: "dags"');
  expect(why({ dags: 1 })).toBe('nx.json: the environment "production" has a "dags" that is not a text');
  expect(why({ dags: 'd', maxWorkers: 0 })).toMatch('"maxWorkers" that is not a whole number of at least 1');
  expect(why({ dags: 'd', env: { A: 1 } })).toMatch('"env" that is not an object of texts');
  expect(why({ dags: 'd', compute: 'moon' })).toMatch('a compute that is none of: process, docker, kubernetes');
  expect(why({ dags: 'd', password: 'x' })).toMatch('has "password", which is none of: dags, ');
  expect(why({ dags: 'd', compute: 'docker' })).toMatch('does not say where their images go: "registry"');
  expect(why({ dags: 'd', compute: 'kubernetes' })).toMatch('does not say where their images go: "registry"');
  expect(why({ dags: 'd' }, '../x')).toMatch('has a name with other characters');
  expect(() => parse([])).toThrow('"environments" is no object');
});
