import {
  catchError,
  type DeployTimeContext,
  environment,
  float,
  includeFile,
  FlowSpec,
  parameter,
  retry,
  schedule,
  step,
  timeout,
} from './index';
import { computeDefaults, describeFlow, isFlowClass } from './internal';

@schedule({ hourly: true })
class Full extends FlowSpec {
  alpha = parameter({ default: 0.01, title: 'Rate', help: 'Learning rate' });
  count = parameter({ default: 3 });
  whole = parameter({ default: float(2) });
  titles = parameter({ type: 'string', separator: ',', required: true });
  size = parameter({ name: 'film-size', default: 'small', choices: ['small', 'large'] });
  ignored = parameter({ default: null });
  info = parameter({ type: 'json', default: async (context: DeployTimeContext) => ({ ...context }) });
  threshold = 5;
  helper = (): number => this.threshold;
  score!: number;

  @step start() {
    this.next(this.work);
  }
  @retry({ times: 1 })
  @step
  work() {
    this.next(this.end);
  }
  @step end() {}
  unmarked() {}
}

test('describes steps, decorators, parameters and constants', () => {
  expect(describeFlow(Full)).toEqual({
    steps: { start: [], work: [{ name: 'retry', attributes: { times: 1 } }], end: [] },
    decorators: [
      { name: 'schedule', attributes: { cron: null, weekly: false, daily: false, hourly: true, timezone: null } },
    ],
    parameters: [
      {
        property: 'alpha',
        name: 'alpha',
        type: 'float',
        default: 0.01,
        computedDefault: false,
        required: false,
        help: 'Learning rate',
        title: 'Rate',
      },
      { property: 'count', name: 'count', type: 'int', default: 3, computedDefault: false, required: false, help: '' },
      {
        property: 'whole',
        name: 'whole',
        type: 'float',
        default: 2,
        computedDefault: false,
        required: false,
        help: '',
      },
      {
        property: 'titles',
        name: 'titles',
        type: 'string',
        computedDefault: false,
        required: true,
        help: '',
        separator: ',',
      },
      {
        property: 'size',
        name: 'film-size',
        type: 'string',
        default: 'small',
        computedDefault: false,
        required: false,
        help: '',
        choices: ['small', 'large'],
      },
      {
        property: 'ignored',
        name: 'ignored',
        type: 'string',
        default: null,
        computedDefault: false,
        required: false,
        help: '',
      },
      { property: 'info', name: 'info', type: 'json', computedDefault: true, required: false, help: '' },
    ],
    constants: ['threshold'],
  });
});

test('describes what a base class adds', () => {
  class Base extends FlowSpec {
    @step start() {
      this.next(this.end);
    }
    @step end() {}
  }
  class Derived extends Base {
    @retry() @step override end() {}
  }
  expect(Object.keys(describeFlow(Derived).steps)).toEqual(['start', 'end']);
  expect(describeFlow(Derived).steps['end']).toHaveLength(1);
  expect(describeFlow(Base).steps['end']).toEqual([]);
});

test('computes deploy-time defaults only when asked', async () => {
  const context = { flowName: 'Full', userName: 'ada', dsType: 'local', logger: () => undefined };
  const { logger: _, ...told } = { ...context, parameterName: 'info' };
  expect(await computeDefaults(Full, context)).toEqual({ info: { ...told, configs: {} } });
  expect(await computeDefaults(Full, context, ['alpha'])).toEqual({});
});

test('decorators of steps have the names, attributes and defaults of Metaflow', () => {
  class Decorated extends FlowSpec {
    @retry() @timeout({ minutes: 2 }) @step start() {}
    @catchError() @environment({ vars: { A: 'b', B: 1, C: true } }) @step work() {}
    @step @catchError({ var: 'oops', printException: false }) end() {}
  }
  expect(describeFlow(Decorated).steps).toEqual({
    start: [
      { name: 'retry', attributes: {} },
      { name: 'timeout', attributes: { seconds: 0, minutes: 2, hours: 0 } },
    ],
    work: [
      { name: 'catch', attributes: { var: null, print_exception: true } },
      { name: 'environment', attributes: { vars: { A: 'b', B: 1, C: true } } },
    ],
    end: [{ name: 'catch', attributes: { var: 'oops', print_exception: false } }],
  });
});

test('a flow object made by hand holds the defaults, so that steps can be tested as methods', () => {
  const flow = new Full();
  expect(flow.alpha).toBe(0.01);
  expect(flow.info).toBeNull();
  expect(flow.input).toBeNull();
  expect(flow.index).toBeNull();
  expect(flow.foreachStack()).toEqual([]);
});

test('tells flow classes from anything else', () => {
  expect(isFlowClass(Full)).toBe(true);
  expect(isFlowClass(class Other {})).toBe(false);
  expect(isFlowClass(() => 1)).toBe(false);
  expect(() => describeFlow(class Other {} as unknown as new () => FlowSpec)).toThrow(
    expect.objectContaining({ code: 'MF2202', message: 'Other is not a class that extends FlowSpec' }),
  );
});

test('refuses a decorator on what is no step', () => {
  class Loose extends FlowSpec {
    @retry() work() {}
  }
  expect(() => describeFlow(Loose)).toThrow(
    expect.objectContaining({ code: 'MF2203', message: 'work has @retry but not @step' }),
  );
});

test('refuses two parameters that differ in case and dashes only', () => {
  class Twice extends FlowSpec {
    first = parameter({ name: 'A-b', default: 1 });
    a_B = parameter({ default: 1 });
  }
  expect(() => describeFlow(Twice)).toThrow(expect.objectContaining({ code: 'MF2204' }));
});

test('refuses a computed default that is not JSON', async () => {
  class Odd extends FlowSpec {
    odd = parameter({ type: 'json', default: () => undefined });
  }
  const context = { flowName: 'Odd', userName: 'ada', dsType: 'local', logger: () => undefined };
  await expect(computeDefaults(Odd, context)).rejects.toMatchObject({ code: 'MF2205' });
});

test('defaults that JSON has no words for', async () => {
  class Exact extends FlowSpec {
    big = parameter({ default: 2n ** 64n });
    list = parameter({ default: ['a', 'b'], separator: ';' });
    info = parameter({ type: 'json', default: { rate: float(1), deep: [float(0.5), 2n ** 53n, 'x', undefined] } });
    text = parameter({ type: 'json', default: '{"rate": 1.0}' });
    file = includeFile({ default: './x.csv', encoding: 'latin-1' });
    later = parameter({ type: 'bigint', default: () => 5n });
  }
  const { parameters } = describeFlow(Exact);
  expect(parameters.map(({ type, default: value }) => [type, value])).toEqual([
    ['bigint', '18446744073709551616'],
    ['string', 'a;b'],
    ['json', '{"rate":1.0,"deep":[0.5,9007199254740992,"x",null]}'],
    ['json', '{"rate": 1.0}'],
    ['file', './x.csv'],
    ['bigint', undefined],
  ]);
  expect(parameters[4]).toMatchObject({ isText: true, encoding: 'latin-1' });
  const context = { flowName: 'Exact', userName: 'ada', dsType: 'local', logger: () => undefined };
  expect(await computeDefaults(Exact, context)).toEqual({ later: '5' });
});

test('floats that JSON does not have', async () => {
  class Floats extends FlowSpec {
    most = parameter({ default: Infinity });
    least = parameter({ type: 'float', default: -Infinity });
    none = parameter({ default: NaN });
    zero = parameter({ type: 'float', default: -0 });
    info = parameter({ type: 'json', default: { limits: [-Infinity, Infinity] } });
    later = parameter({ type: 'float', default: () => NaN });
  }
  expect(describeFlow(Floats).parameters.map(({ type, default: value }) => [type, value])).toEqual([
    ['float', 'inf'],
    ['float', '-inf'],
    ['float', 'nan'],
    ['float', '-0.0'],
    ['json', '{"limits":[-1e999,1e999]}'],
    ['float', undefined],
  ]);
  const context = { flowName: 'Floats', userName: 'ada', dsType: 'local', logger: () => undefined };
  expect(await computeDefaults(Floats, context)).toEqual({ later: 'nan' });
  class Wrong extends FlowSpec {
    info = parameter({ type: 'json', default: { deep: [NaN] } });
  }
  expect(() => describeFlow(Wrong)).toThrow('the default of parameter info holds NaN, which is not JSON');
});

test('an item of a default list may not hold its separator', () => {
  class Split extends FlowSpec {
    list = parameter({ default: ['a', 'b;c'], separator: ';' });
  }
  expect(() => describeFlow(Split)).toThrow(
    expect.objectContaining({
      code: 'MF2205',
      message: 'the default of parameter list has the item "b;c", which is split by ";"',
    }),
  );
});

test('an object that an author makes has the defaults as a step would see them', () => {
  class Made extends FlowSpec {
    rate = parameter({ default: float(1) });
    list = parameter({ default: 'a,b', separator: ',' });
    none = parameter({ default: '', separator: ',' });
    info = parameter({ type: 'json', default: '{"a": [1]}' });
    file = includeFile({ default: './x.csv' });
    later = parameter({ default: () => 'x' });
  }
  expect({ ...new Made() }).toStrictEqual({
    ...{ rate: 1, list: ['a', 'b'], none: [], info: { a: [1] }, file: null, later: null },
  });
});

test('refuses @step where no step can be', () => {
  expect(() => {
    class Static extends FlowSpec {
      @step static start() {}
    }
    return Static;
  }).toThrow(expect.objectContaining({ code: 'MF2201', message: 'start is static, so it cannot be a step' }));
});

test('required is of no account where there is a default, as in Metaflow', () => {
  class Required extends FlowSpec {
    a = parameter({ required: true });
    b = parameter({ required: true, default: 'x' });
    c = parameter({ required: true, default: () => 'x' });
    d = parameter({ required: true, default: null });
  }
  expect(describeFlow(Required).parameters.map(({ required }) => required)).toEqual([true, false, false, true]);
});
