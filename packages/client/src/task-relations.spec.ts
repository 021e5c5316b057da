import { childQuery, type GraphInfo, parentQuery } from './task-relations';

/** start (foreach) → mid (foreach) → leaf → inner (join) → outer (join) → end, and a static split a, b → both. */
const graph: GraphInfo = {
  steps: {
    start: { type: 'split-foreach', next: ['mid'] },
    mid: { type: 'split-foreach', next: ['leaf'] },
    leaf: { type: 'linear', next: ['more'] },
    more: { type: 'linear', next: ['inner'] },
    inner: { type: 'join', next: ['outer'] },
    outer: { type: 'join', next: ['split'] },
    split: { type: 'split-static', next: ['a', 'b'] },
    a: { type: 'linear', next: ['both'] },
    b: { type: 'linear', next: ['both'] },
    both: { type: 'join', next: ['end'] },
    end: { type: 'end', next: [] },
  },
};

test.each([
  ['start', undefined, [], ''],
  ['mid', 'start:0', ['start'], '.*'],
  ['leaf', 'start:0,mid:2', ['mid'], 'start:0'],
  ['more', 'start:0,mid:2', ['leaf'], 'start:0,mid:2'],
  ['inner', 'start:0', ['more'], 'start:0,.*'],
  ['outer', undefined, ['inner'], '.*'],
  ['both', undefined, ['a', 'b'], '.*'],
  ['both', 'start:0', ['a', 'b'], 'start:0'],
  ['_parameters', undefined, [], ''],
])('parents of %s in %s', (step, path, steps, pattern) => {
  expect(parentQuery(graph, step, path)).toEqual({ steps, pattern });
});

test.each([
  ['start', undefined, ['mid'], '.*'],
  ['mid', 'start:0', ['leaf'], 'start:0,.*'],
  ['leaf', 'start:0,mid:2', ['more'], 'start:0,mid:2'],
  ['more', 'start:0,mid:2', ['inner'], 'start:0'],
  ['inner', 'start:0', ['outer'], '.*'],
  ['split', 'start:0', ['a', 'b'], 'start:0'],
  ['a', 'start:0', ['both'], 'start:0'],
  ['a', undefined, ['both'], '.*'],
  ['end', undefined, [], ''],
  ['_parameters', undefined, [], ''],
])('children of %s in %s', (step, path, steps, pattern) => {
  expect(childQuery(graph, step, path)).toEqual({ steps, pattern });
});
