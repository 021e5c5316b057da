import type { DecoratorDescription } from './flow-description';
import { supervisedFlow } from './supervised-flow';
import { sketchFlow } from './testing/sketch-flow';

const flow = (...decorators: DecoratorDescription[]) =>
  sketchFlow(
    { start: 'work', work: 'end', end: '' },
    {
      steps: { work: decorators },
      decorators: [
        { name: 'project', attributes: { name: 'ads' } },
        { name: 'schedule', attributes: { daily: true } },
      ],
      parameters: [{ name: 'key', property: 'key', kind: 'string', required: false, default: 'secret' }] as never,
    },
  );

it('has the graph, and what says how often a task is tried and where its run belongs', () => {
  const ir = flow({ name: 'retry', attributes: { times: 2 } }, { name: 'timeout', attributes: { seconds: 5 } });
  const { steps, decorators, name, at } = supervisedFlow(ir)!;
  expect({ name, at }).toEqual({ name: ir.name, at: ir.at });
  expect(steps.map((step) => [step.name, step.next])).toEqual(ir.steps.map((step) => [step.name, step.next]));
  expect(steps[1]!.decorators).toMatchObject([{ name: 'retry', attributes: { times: 2 } }]);
  expect(decorators).toMatchObject([{ name: 'project', attributes: { name: 'ads' } }]);
});

it('has no value that may be secret', () => {
  expect(JSON.stringify(flow())).toContain('secret');
  expect(JSON.stringify(supervisedFlow(flow()))).not.toContain('secret');
  expect(supervisedFlow(flow({ name: 'environment', attributes: { vars: { KEY: 'secret' } } }))).toBeUndefined();
});
