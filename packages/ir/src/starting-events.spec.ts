import type { DecoratorDescription, ParameterDescription } from './flow-description';
import { startingEvents } from './starting-events';
import { sketchFlow } from './testing/sketch-flow';

const parameter = (name: string): ParameterDescription => ({
  ...{ property: name, name, type: 'string', computedDefault: false, required: false, help: '' },
});
const flow = (decorators: readonly DecoratorDescription[], ...parameters: string[]) =>
  sketchFlow({ start: 'end', end: '' }, { decorators, parameters: parameters.map(parameter) });
const trigger = (attributes: DecoratorDescription['attributes']) => ({ name: 'trigger', attributes });
const afterFlows = (attributes: DecoratorDescription['attributes']) => ({ name: 'trigger_on_finish', attributes });
const fraud = { name: 'fraud', branch: 'test.b1' };

describe('startingEvents', () => {
  it('are none without a trigger', () => {
    expect(startingEvents(flow([]), undefined)).toEqual([]);
  });

  it('of a single event without a mapping set the parameters of the same names', () => {
    expect(startingEvents(flow([trigger({ event: 'ready' })], 'day', 'size'), undefined)).toEqual([
      { name: 'ready', type: 'event', parameters: { day: 'day', size: 'size' } },
    ]);
  });

  it('set what their mapping says', () => {
    const events = [{ name: 'a', parameters: { day: 'date' } }, 'b'];
    expect(startingEvents(flow([trigger({ events })], 'day', 'size'), undefined)).toEqual([
      { name: 'a', type: 'event', parameters: { day: 'date' } },
      { name: 'b', type: 'event', parameters: {} },
    ]);
    const [only] = startingEvents(flow([trigger({ events: events.slice(0, 1) })], 'day', 'size'), undefined);
    expect(only?.parameters).toEqual({ day: 'date' });
  });

  it('have the branch in their name where that is asked for', () => {
    const ir = flow([trigger({ event: { name: { namespaced: 'ready' } } })]);
    expect(startingEvents(ir, fraud)[0]?.name).toBe('mfns.fraud.test.b1.ready');
    expect(startingEvents(ir, undefined)[0]?.name).toBe('mfns.ready');
  });

  it.each<[DecoratorDescription['attributes'][string], string, string]>([
    ['TrainFlow', 'metaflow.fraud.test.b1.TrainFlow.end', 'metaflow.TrainFlow.end'],
    ['other.user.ada.TrainFlow', 'metaflow.other.user.ada.TrainFlow.end', 'metaflow.other.user.ada.TrainFlow.end'],
    [{ name: 'TrainFlow', project_branch: 'prod' }, 'metaflow.fraud.prod.TrainFlow.end', 'metaflow.prod.TrainFlow.end'],
    [
      { name: 'TrainFlow', project: 'p', project_branch: 'prod' },
      'metaflow.p.prod.TrainFlow.end',
      'metaflow.p.prod.TrainFlow.end',
    ],
  ])('of the flow %j are those of the same branch', (upstream, onBranch, without) => {
    const ir = flow([afterFlows({ flow: upstream })]);
    expect(startingEvents(ir, fraud)).toEqual([{ name: onBranch, type: 'run', parameters: {} }]);
    expect(startingEvents(ir, undefined)[0]?.name).toBe(without);
  });

  it('are all that both decorators name', () => {
    const ir = flow([trigger({ events: ['a', 'b'] }), afterFlows({ flows: ['F', 'G'] })]);
    expect(startingEvents(ir, undefined).map(({ name }) => name)).toEqual([
      'a',
      'b',
      'metaflow.F.end',
      'metaflow.G.end',
    ]);
  });
});
