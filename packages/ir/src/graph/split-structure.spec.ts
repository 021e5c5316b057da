import { sketchSyntax } from '../testing/sketch-flow';
import { readSplits } from './split-structure';

const read = (graph: Readonly<Record<string, string>>) => readSplits(sketchSyntax(graph).steps);
const joins = (graph: Readonly<Record<string, string>>) => Object.fromEntries(read(graph).matchingJoin);

describe('readSplits', () => {
  it('finds the joins of nested static and foreach splits', () => {
    const graph = {
      start: 'a, b',
      a: 'c foreach items',
      c: 'd, e',
      d: 'j',
      e: 'j',
      'j(inputs)': 'k',
      'k(inputs)': 'z',
      b: 'z',
      'z(inputs)': 'end',
      end: '',
    };
    expect(joins(graph)).toEqual({ start: 'z', a: 'k', c: 'j' });
    expect(read(graph).problems).toEqual([]);
  });

  it('takes the cases of a switch as alternatives of one branch', () => {
    const graph = { start: 'w foreach x', w: '{x: a, y: b} on c', a: 'm', b: 'm', m: 'j', 'j(inputs)': 'end', end: '' };
    expect(joins(graph)).toEqual({ start: 'j' });
    expect(read(graph).problems).toEqual([]);
  });

  it('lets a switch lead back, over other splits too', () => {
    const graph = { start: 'a', a: 'w foreach x', w: 'j', 'j(inputs)': 's', s: '{again: a, done: end} on c', end: '' };
    expect(joins(graph)).toEqual({ a: 'j' });
    expect(read(graph).problems).toEqual([]);
  });

  it('says which splits are open where a step is entered, with the branch that leads there', () => {
    const { onEntry } = read({
      start: 'a, b',
      a: 'w foreach x',
      w: 'j',
      'j(inputs)': 'z',
      b: 'z',
      'z(inputs)': 'end',
      end: '',
    });
    expect(onEntry.get('w')).toEqual([
      { split: 'start', branch: 'a' },
      { split: 'a', branch: 'w' },
    ]);
    expect(onEntry.get('j')).toHaveLength(2);
    expect(onEntry.get('z')).toHaveLength(1);
    expect(onEntry.get('end')).toEqual([]);
  });

  it('ends on any graph, however wrong', () => {
    const { problems } = read({ start: 'a, b', a: 'start, b', b: 'a, nowhere', 'lost(inputs)': 'lost' });
    expect(problems.length).toBeGreaterThan(0);
  });

  it('stays fast on a graph with very many ways', () => {
    const graph: Record<string, string> = { start: 's0' };
    for (let i = 0; i < 300; i++)
      Object.assign(graph, { [`s${i}`]: `{x: a${i}, y: b${i}} on c`, [`a${i}`]: `s${i + 1}`, [`b${i}`]: `s${i + 1}` });
    const began = performance.now();
    expect(read({ ...graph, s300: 'end', end: '' }).problems).toEqual([]);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
