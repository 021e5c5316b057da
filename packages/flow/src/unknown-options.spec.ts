import * as flow from './index';
import { describeFlow, describedConfigs } from './internal';
import { unknownOptions } from './unknown-options';

const options = (given: object): never => given as never;

@flow.schedule(options({ daily: true, x1: 1 }))
@flow.project(options({ name: 'a', x2: undefined }))
@flow.trigger(options({ event: 'a', x3: () => 1 }))
@flow.triggerOnFinish(options({ flow: 'A', x4: 1n }))
@flow.exitHook(options({ onSuccess: [], x5: 1 }))
class Wrong extends flow.FlowSpec {
  p = flow.parameter(options({ defalt: 3, isText: true }));
  f = flow.includeFile(options({ separator: ',', required: true }));
  @flow.retry(options({ time: 1, times: 1 }))
  @flow.environment(options({ var: {}, vars: {} }))
  @flow.catchError(options({ printexception: false }))
  @flow.card(options({ save_errors: false }))
  @flow.timeout(options({ days: 1 }))
  @flow.secrets(options({ sources: [], sorces: [] }))
  @flow.step
  start() {}
}

test('every decorator and kind of parameter tells the options that it does not have', () => {
  const { decorators, steps, parameters } = describeFlow(Wrong);
  const given = [...decorators, ...steps['start']!, ...parameters].map((one) => one.unknownOptions?.given);
  expect(given.map((names) => names?.join())).toEqual([
    ...['x1', 'x2', 'x3', 'x4', 'x5'],
    ...['time', 'var', 'printexception', 'save_errors', 'days', 'sorces'],
    ...['defalt,isText', 'separator'],
  ]);
  expect(JSON.stringify(describeFlow(Wrong))).toContain('"known":["times","minutesBetweenRetries"]');
});

test('a config does so, too', () => {
  const host = { read: () => undefined, checkJson: (json: string) => ({ json }) };
  Object.assign(globalThis, { [Symbol.for('@mf/flow.configHost')]: host });
  flow.config('settings', options({ defaultvalue: {} }));
  expect(describedConfigs()[0]?.unknownOptions?.given).toEqual(['defaultvalue']);
});

test('objects within options tell theirs, too, by their place', () => {
  @flow.trigger(options({ event: { name: 'a', parametrs: { x: 'y' } } }))
  @flow.trigger(options({ events: ['a', { name: 'b', parameters: [] }, { nam: 'c' }] }))
  @flow.trigger(options({ event: flow.namespacedEventName('a') }))
  @flow.triggerOnFinish(options({ flows: [Wrong, { name: 'A', project_branch: 'prod' }] }))
  @flow.triggerOnFinish(options({ flow: { name: 'A', branch: 'prod' }, x: 1 }))
  class Nested extends flow.FlowSpec {
    @flow.card(options({ options: { titel: 'Sales' } }))
    @flow.step
    start() {}
  }
  const { decorators, steps } = describeFlow(Nested);
  expect([...decorators, ...steps['start']!].map((one) => one.unknownOptions)).toEqual([
    { given: ['event.parametrs'], known: ['event.name', 'event.parameters'] },
    { given: ['events.nam'], known: ['events.name', 'events.parameters'] },
    undefined,
    { given: ['flows.project_branch'], known: ['flows.name', 'flows.project', 'flows.projectBranch'] },
    { given: ['x'], known: ['flow', 'flows', 'options'] },
    { given: ['options.titel'], known: ['options.title', 'options.attribute'] },
  ]);
});

test('nothing is said of options that there are', () => {
  expect(unknownOptions({ a: 1 }, { a: true, b: true })).toEqual({});
});
