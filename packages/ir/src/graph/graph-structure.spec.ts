import { sketchFlow } from '../testing/sketch-flow';
import { graphStructure } from './graph-structure';

// The expected values are what Metaflow 2.19.39 wrote for the same graphs.
describe('graphStructure', () => {
  it('nests the branches of static and foreach splits', () => {
    const flow = sketchFlow({
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
    });
    expect(graphStructure(flow.steps)).toEqual([
      'start',
      [['a', [['c', [['d'], ['e']], 'j']], 'k'], ['b']],
      'z',
      'end',
    ]);
  });

  it('runs the branches of a switch up to the end of their block', () => {
    const flow = sketchFlow({ start: '{x: a, y: b} on c', a: 'm', b: 'm', m: 'end', end: '' });
    expect(graphStructure(flow.steps)).toEqual([
      'start',
      [
        ['a', 'm'],
        ['b', 'm'],
      ],
      'end',
    ]);
  });

  it('ends the block of a switch in a foreach at its join', () => {
    const flow = sketchFlow({
      start: 'w foreach x',
      w: '{x: a, y: b} on c',
      a: 'm',
      b: 'm',
      m: 'j',
      'j(inputs)': 'end',
      end: '',
    });
    const blocks = [
      ['a', 'm'],
      ['b', 'm'],
    ];
    expect(graphStructure(flow.steps)).toEqual(['start', [['w', blocks]], 'j', 'end']);
  });

  it('leaves out the way back of a recursion', () => {
    const flow = sketchFlow({ start: 'loop', loop: '{again: loop, done: after} on c', after: 'end', end: '' });
    expect(graphStructure(flow.steps)).toEqual(['start', 'loop', [['after']], 'end']);
  });

  it('stops where a switch leads back over several steps', () => {
    const flow = sketchFlow({ start: 'a', a: 'b', b: '{again: a, done: end} on c', end: '' });
    expect(graphStructure(flow.steps)).toEqual(['start', 'a', 'b', [[]], 'end']);
  });
});
