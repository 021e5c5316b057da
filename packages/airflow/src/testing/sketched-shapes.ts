import type { Plan } from '@mf/ir';
import { planOf } from './plan-of';
import { sketchLine, sketchParameter } from './sketch-plan';

const hooks: Plan = {
  ...sketchLine(2, { parameters: [sketchParameter({ name: 'day', default: 'x' })] }),
  events: [{ name: 'ready', type: 'event', parameters: { day: 'day' } }],
  exitHooks: { after: ['end'], hooks: [{ name: 'on-success-tell', end: 'success', index: 0 }] },
};

/** One plan of each kind that needs functions of its own in a DAG file. */
export const sketchedShapes = {
  line: sketchLine(3),
  foreach: planOf({ start: 'work foreach items', work: 'join', 'join(inputs)': 'end', end: '' }),
  nested: planOf({
    start: 'split foreach xs',
    split: 'work foreach ys',
    work: 'inner',
    'inner(inputs)': 'outer',
    'outer(inputs)': 'end',
    end: '',
  }),
  switch: planOf({ start: '{a: a, b: b} on way', a: 'end', b: 'end', end: '' }),
  'events and exit hooks': hooks,
};
