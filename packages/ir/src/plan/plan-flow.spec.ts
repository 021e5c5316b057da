import { assembleFlowIR } from '../assemble';
import type { DecoratorIR } from '../flow-ir';
import { sketchFlow, sketchSyntax } from '../testing/sketch-flow';
import { planFlow, tasksOf } from './plan-flow';

const upstreams = (graph: Record<string, string>) =>
  tasksOf(planFlow(sketchFlow(graph))).map(({ name, upstream, joins }) => [name, upstream.join(' '), joins]);

describe('planFlow', () => {
  it('orders the steps of a linear flow, however the source orders them', () => {
    expect(upstreams({ end: '', b: 'end', start: 'a', a: 'b' })).toEqual([
      ['start', '', undefined],
      ['a', 'start', undefined],
      ['b', 'a', undefined],
      ['end', 'b', undefined],
    ]);
  });

  it('says what a join waits for and which split it closes, at every level of nesting', () => {
    expect(
      upstreams({
        start: 'a, b',
        a: 'a1, a2',
        a1: 'inner',
        a2: 'inner',
        'inner(inputs)': 'outer',
        b: 'outer',
        'outer(inputs)': 'end',
        end: '',
      }),
    ).toEqual([
      ['start', '', undefined],
      ['a', 'start', undefined],
      ['a1', 'a', undefined],
      ['a2', 'a', undefined],
      ['inner', 'a1 a2', 'a'],
      ['b', 'start', undefined],
      ['outer', 'b inner', 'start'],
      ['end', 'outer', undefined],
    ]);
  });

  it('puts each step after all it waits for', () => {
    const plan = planFlow(
      sketchFlow({
        start: 'long, short',
        short: 'join',
        long: 'longer',
        longer: 'join',
        'join(inputs)': 'end',
        end: '',
      }),
    );
    const seen = new Set<string>();
    for (const { name, upstream } of tasksOf(plan)) {
      expect(upstream.filter((before) => !seen.has(before))).toEqual([]);
      seen.add(name);
    }
    expect(seen.size).toBe(6);
  });

  it('carries what printers need of the flow, with 100 workers unless told otherwise', () => {
    const ir = sketchFlow({ start: 'end', end: '' });
    expect(planFlow(ir)).toMatchObject({
      planVersion: 2,
      flow: 'SketchFlow',
      source: 'sketch.flow.ts',
      parameters: ir.parameters,
      maxWorkers: 100,
    });
    expect(planFlow(ir, { maxWorkers: 500 }).maxWorkers).toBe(500);
    expect(planFlow(ir)).not.toHaveProperty('schedule');
  });

  it('gives the same plan for the same flow', () => {
    const graph = { start: 'b, a', b: 'join', a: 'join', 'join(inputs)': 'end', end: '' };
    expect(JSON.stringify(planFlow(sketchFlow(graph)))).toBe(JSON.stringify(planFlow(sketchFlow(graph))));
  });
});

describe('retries', () => {
  const retry = (attributes = {}) => ({ name: 'retry', attributes });
  const planned = (own: object[], added: ReturnType<typeof retry>[] = []) =>
    tasksOf(
      planFlow(sketchFlow({ start: 'end', end: '' }, { steps: { start: own as never, end: [] } }), { with: added }),
    ).map((task) => task.retry);

  it('are none without a decorator', () => {
    expect(planned([]).map(({ times }) => times)).toEqual([0, 0]);
  });

  it('are 3, 2 minutes apart, for a bare @retry', () => {
    expect(planned([retry()])[0]).toEqual({ times: 3, minutesBetween: 2 });
  });

  it('of --with retry go to the steps that have no decorator of their own', () => {
    expect(planned([retry({ times: 1, minutes_between_retries: 0.5 })], [retry()])).toEqual([
      { times: 1, minutesBetween: 0.5 },
      { times: 3, minutesBetween: 2 },
    ]);
  });

  it('stay forbidden by @retry({ times: 0 }), whatever --with says', () => {
    expect(planned([retry({ times: 0 })], [retry()]).map(({ times }) => times)).toEqual([0, 3]);
  });

  it("take Metaflow's texts for numbers", () => {
    expect(planned([], [retry({ times: '4', minutes_between_retries: '1' })])[0]).toEqual({
      times: 4,
      minutesBetween: 1,
    });
  });

  it('throw for what is no count', () => {
    expect(() => planned([retry({ times: 'often' })])).toThrow(
      '@retry: times must be a number of at least 0, not "often"',
    );
  });
});

describe('what a task does by itself', () => {
  const planned = (own: object[], added: DecoratorIR[] = []) =>
    planFlow(sketchFlow({ start: 'end', end: '' }, { steps: { start: own as never, end: [] } }), { with: added });

  it('is nothing without a decorator', () => {
    expect(tasksOf(planned([]))[0]).not.toHaveProperty('timeoutSeconds');
    expect(tasksOf(planned([]))[0]).not.toHaveProperty('fallbacks');
    expect(planned([], [{ name: 'retry', attributes: {} }])).not.toHaveProperty('with');
  });

  it('is limited by the sum of @timeout', () => {
    const timeout = { name: 'timeout', attributes: { seconds: 1.5, minutes: 1, hours: 1 } };
    expect(tasksOf(planned([timeout])).map(({ timeoutSeconds }) => timeoutSeconds)).toEqual([3661.5, undefined]);
  });

  it.each([
    [0, 3],
    [2, 3],
    [3, 2],
    [4, 1],
  ])('after %i retries and @catch has %i more attempts, within those that readers know', (times, fallbacks) => {
    const own = [
      { name: 'catch', attributes: {} },
      { name: 'retry', attributes: { times } },
    ];
    expect(tasksOf(planned(own))[0]).toMatchObject({ retry: { times }, fallbacks });
  });

  it('by --with goes to steps without one of the name, and to the tasks', () => {
    const added: DecoratorIR[] = [
      { name: 'timeout', attributes: { seconds: 5 } },
      { name: 'retry', attributes: {} },
    ];
    const plan = planned([{ name: 'timeout', attributes: { seconds: 1 } }], added);
    expect(tasksOf(plan).map(({ timeoutSeconds }) => timeoutSeconds)).toEqual([1, 5]);
    expect(plan.with).toEqual([added[0]]);
  });
});

describe('schedules', () => {
  const planned = (attributes: object) =>
    planFlow(
      assembleFlowIR(
        {
          ...sketchSyntax({ start: 'end', end: '' }),
          decorators: [{ name: 'schedule', at: { file: 'f', line: 1, column: 1 } }],
        },
        {
          steps: { start: [], end: [] },
          decorators: [{ name: 'schedule', attributes: attributes as never }],
          parameters: [],
          constants: [],
        },
      ),
    ).schedule;
  const none = { cron: null, weekly: false, daily: false, hourly: false, timezone: null };

  it.each([
    [{ ...none, hourly: true }, '@hourly'],
    [{ ...none, daily: true }, '@daily'],
    [{ ...none, weekly: true }, '@weekly'],
    [{}, '@daily'],
    [{ ...none, cron: '0 10 * * MON-FRI' }, '0 10 * * MON-FRI'],
    [{ ...none, cron: '0 10 ? * 2 *' }, '0 10 * * 1'],
    [{ ...none, cron: '0 10 * * *', weekly: true, hourly: true }, '0 10 * * *'],
    [{ ...none, weekly: true, hourly: true, daily: true }, '@weekly'],
  ])('%j is %s', (attributes, cron) => {
    expect(planned(attributes)).toEqual({ cron });
  });

  it('keep their time zone', () => {
    expect(planned({ ...none, daily: true, timezone: 'Europe/Berlin' })).toEqual({
      cron: '@daily',
      timezone: 'Europe/Berlin',
    });
  });

  it('that start nothing are none', () => {
    expect(planned(none)).toBeUndefined();
  });
});
