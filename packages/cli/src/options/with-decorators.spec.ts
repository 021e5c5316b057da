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
test('time, environment and failures', () => {
  expect(parseWith('timeout:minutes=5,seconds=30')).toEqual({
    name: 'timeout',
    attributes: { minutes: 5, seconds: 30 },
  });
  expect(parseWith('catch:var=oops,printException=false')).toEqual({
    name: 'catch',
    attributes: { var: 'oops', print_exception: false },
  });
  expect(parseWith('environment:vars={"A": "b:c=d", "E": 1}')).toEqual({
    name: 'environment',
    attributes: { vars: { A: 'b:c=d', E: 1 } },
  });
});
test('cards', () => {
  expect(parseWith('card:type=blank,id=report,options={"title": "a,b=c"},refreshInterval=1')).toEqual({
    name: 'card',
    attributes: { type: 'blank', id: 'report', options: { title: 'a,b=c' }, refresh_interval: 1 },
  });
});
test.each([
  'card:type=fancy',
  'card:timeout=soon',
  'timeout',
  'timeout:seconds=0',
  'timeout:seconds=soon',
  'environment:vars=A',
  'environment:vars={"A": null}',
  'catch:print_exception=False',
  'toString',
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

test('everything that compute and secrets take', () => {
  expect(parseWith('kubernetes:cpu=2,image=node:22,labels={"a": "b", "c": "d"},useTmpfs=true').attributes).toEqual({
    ...{ cpu: 2, image: 'node:22', labels: { a: 'b', c: 'd' }, use_tmpfs: true },
  });
  expect(parseWith('resources:memory=8192,cpu= 1.').attributes).toEqual({ memory: 8192, cpu: 1 });
  expect(parseWith('secrets:sources=["environment.DB"],allow_override=true').attributes).toEqual({
    ...{ sources: ['environment.DB'], allow_override: true },
  });
});
test("values may have their quotes escaped, as Metaflow's own specs have", () => {
  expect(parseWith('environment:vars={\\"A\\": \\"b\\"}').attributes).toEqual({ vars: { A: 'b' } });
});
test.each([
  ['kubernets', 'Did you mean kubernetes?'],
  ['kubernetes:memry=1', 'Did you mean memory?'],
  ['kubernetes:qos=best', 'qos must be one of Guaranteed, Burstable, not "best"'],
  ['resources:memory=8Gi', 'memory must be a number of megabytes'],
  ['secrets:sources=["vault.db"]', 'there is no back end vault'],
  ['secrets:sources=[{"type": "inline", "id": "x"}]', "must be written in the flow's source"],
])('%s is refused: %s', (spec, reason) => {
  expect(() => parseWith(spec)).toThrow(reason);
});
