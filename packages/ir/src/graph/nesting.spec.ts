import { sketchSyntax } from '../testing/sketch-flow';
import { foreachNesting, splitParents } from './nesting';

const { steps } = sketchSyntax({
  start: 'outer foreach xs',
  outer: 'a, b',
  a: 'inner foreach ys',
  inner: 'j1',
  'j1(inputs)': 'j2',
  b: 'j2',
  'j2(inputs)': 'j3',
  'j3(inputs)': 'end',
  end: '',
});

describe('nesting', () => {
  it('lists split parents as Metaflow does: a join counts the split that it closes', () => {
    const parents = splitParents(steps);
    expect(parents.get('inner')).toEqual(['start', 'outer', 'a']);
    expect(parents.get('j1')).toEqual(['start', 'outer', 'a']);
    expect(parents.get('j2')).toEqual(['start', 'outer']);
    expect(parents.get('end')).toEqual([]);
  });

  it('gives a step one level for each foreach that its tasks are items of', () => {
    const nesting = foreachNesting(steps);
    expect(nesting.get('start')).toEqual([]);
    expect(nesting.get('outer')).toEqual(['start']);
    expect(nesting.get('inner')).toEqual(['start', 'a']);
    expect(nesting.get('j1')).toEqual(['start']);
    expect(nesting.get('j2')).toEqual(['start']);
    expect(nesting.get('j3')).toEqual([]);
  });
});
