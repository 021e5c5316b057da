import { sketchFlow } from '../testing/sketch-flow';

import { stepCards } from './step-cards';
import { CatchNotPossibleError, stepCatch } from './step-catch';
import { stepEnvironment } from './step-environment';
import { stepTimeout } from './step-timeout';

const stepOf = (next: string, decorators: object[] = []) =>
  sketchFlow({ start: next, a: 'j', 'j(inputs)': 'end', end: '' }, { steps: { start: decorators as never } }).steps[0]!;
const addedCatch = { name: 'catch', attributes: {} };

test('a decorator of the step comes before one of --with', () => {
  const own = [{ name: 'timeout', attributes: { minutes: 1 } }];
  const added = [{ name: 'timeout', attributes: { seconds: 5 } }];
  expect(stepTimeout(own, added)).toEqual({ hours: 0, minutes: 1, seconds: 0, total: 60 });
  expect(stepTimeout([], added)?.total).toBe(5);
  expect(stepTimeout([], [])).toBeUndefined();
});

test('variables are text', () => {
  const vars = { A: 'b', N: 1.5, T: true, E: '' };
  expect(stepEnvironment([{ name: 'environment', attributes: { vars } }], [])).toEqual({
    A: 'b',
    N: '1.5',
    T: 'true',
    E: '',
  });
  expect(stepEnvironment([], [])).toEqual({});
});

test('@catch keeps nothing and prints where it is not told otherwise', () => {
  expect(stepCatch(stepOf('a'), [addedCatch])).toEqual({ variable: null, printException: true });
  const own = { name: 'catch', attributes: { var: 'oops', print_exception: false } };
  expect(stepCatch(stepOf('a', [own]), [addedCatch])).toEqual({ variable: 'oops', printException: false });
  expect(stepCatch(stepOf('a'), [])).toBeUndefined();
});

test.each(['a foreach items', '{x: a, y: end} on size'])(
  '--with catch is refused for a step that ends with %s',
  (next) => {
    expect(() => stepCatch(stepOf(next), [addedCatch])).toThrow(CatchNotPossibleError);
  },
);

test('cards of --with come on top of those of the step', () => {
  const own = { name: 'card', attributes: { type: 'blank', id: 'mine', timeout: 5, customize: true } };
  const cards = stepCards(stepOf('a', [own]), [{ name: 'card', attributes: { id: 'not-a-name' } }]);
  const defaults = { type: 'default', id: null, options: {}, timeout: 45, saveErrors: true, customize: false };
  expect(cards).toEqual([
    { ...defaults, type: 'blank', id: 'mine', timeout: 5, customize: true, refreshInterval: 5 },
    { ...defaults, refreshInterval: 5 },
  ]);
});
