import { sketchSyntax } from '../testing/sketch-flow';
import { leadingTo, parentsOf, reachableFrom, topologicalOrder } from './traversal';

const { steps } = sketchSyntax({
  start: 'b, a',
  a: 'join',
  b: 'join',
  'join(inputs)': '{again: start, done: end} on c',
  end: '',
  lost: 'end',
});

describe('traversal', () => {
  it('sorts parents by name', () => {
    expect(parentsOf(steps).get('join')).toEqual(['a', 'b']);
    expect(parentsOf(steps).get('end')).toEqual(['join', 'lost']);
    expect(parentsOf(steps).get('lost')).toEqual([]);
  });

  it('knows what a step leads to, and what leads to it', () => {
    expect([...reachableFrom(steps, 'a')].sort()).toEqual(['a', 'b', 'end', 'join', 'start']);
    expect([...leadingTo(steps, 'lost')]).toEqual(['lost']);
    expect(reachableFrom(steps, 'nowhere').size).toBe(0);
  });

  it('orders steps after what leads to them, branches as they are named, lost ones last', () => {
    expect(topologicalOrder(steps)).toEqual(['start', 'b', 'a', 'join', 'end', 'lost']);
  });

  it('orders a long branch before the step where it meets a short one', () => {
    const { steps: uneven } = sketchSyntax({
      start: 'short, long',
      'join(inputs)': 'end',
      short: 'join',
      long: 'longer',
      longer: 'join',
      end: '',
    });
    expect(topologicalOrder(uneven)).toEqual(['start', 'short', 'long', 'longer', 'join', 'end']);
  });
});
