import { sketchFlow } from '../testing/sketch-flow';
import { planPicture } from './plan-picture';

const picture = (graph: Readonly<Record<string, string>>) => planPicture(sketchFlow(graph).steps);

it('draws each row of steps, and says how its last step goes on', () => {
  const graph = {
    start: 'pick foreach xs',
    pick: '{one: merge, two: merge, many: split} on kind',
    split: 'a, b',
    a: 'inner',
    b: 'inner',
    'inner(inputs)': 'merge',
    merge: 'outer',
    'outer(inputs)': 'end',
    end: '',
  };
  expect(picture(graph)).toEqual([
    'start -> pick*',
    'pick -> (merge | split)',
    'split -> [a, b]',
    'a -> inner -> merge -> outer -> end',
    'b -> inner',
  ]);
});

it('draws loops, a single step, and a line of more steps than fit', () => {
  expect(picture({ start: 'train', train: '{again: train, done: end} on c', end: '' })).toEqual([
    'start -> train -> (train | end)',
  ]);
  expect(picture({ 'only @start @end': '' })).toEqual(['only']);
  const names = ['start', ...Array.from({ length: 20 }, (_none, index) => `step_${index}`), 'end'];
  const long = picture(Object.fromEntries(names.map((name, index) => [name, names[index + 1] ?? ''])));
  expect(long).toHaveLength(3);
  expect(long[1]).toMatch(/^step_\d+ -> /);
  expect(long.join(' ').match(/step_7/g)?.length).toBeLessThanOrEqual(2);
  expect(Math.max(...long.map((line) => line.length))).toBeLessThanOrEqual(80);
});
