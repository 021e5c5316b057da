import { sketchFlow } from '../testing/sketch-flow';
import { lint } from './lint';

/** Code and line of everything found; the first step stands at line 10, its this.next at 11, and so on. */
function found(graph: Readonly<Record<string, string>>): string[] {
  return lint(sketchFlow(graph)).map(({ code, at }) => `${code} ${at.line}`);
}

const messages = (graph: Readonly<Record<string, string>>): string[] =>
  lint(sketchFlow(graph)).map(({ message }) => message);

describe('flows without errors', () => {
  it.each([
    ['a line', { start: 'a', a: 'end', end: '' }],
    ['branches', { start: 'a, b', a: 'j', b: 'j', 'j(inputs)': 'end', end: '' }],
    ['a foreach', { start: 'w foreach xs', w: 'x', x: 'j', 'j(inputs)': 'end', end: '' }],
    [
      'a foreach in a foreach',
      { start: 'v foreach xs', v: 'w foreach ys', w: 'i', 'i(inputs)': 'j', 'j(inputs)': 'end', end: '' },
    ],
    ['a switch', { start: '{x: a, y: b} on k', a: 'end', b: 'end', end: '' }],
    ['a switch to end', { start: 'a', a: '{again: a, done: end} on k', end: '' }],
    [
      'a loop over steps and splits',
      { start: 'a', a: 'w foreach xs', w: 'j', 'j(inputs)': 's', s: '{again: a, done: end} on k', end: '' },
    ],
    [
      'a switch in a branch',
      { start: 'a, b', a: '{x: c, y: d} on k', c: 'e', d: 'e', e: 'j', b: 'j', 'j(inputs)': 'end', end: '' },
    ],
    ['a single step', { train: '' }],
    ['marked steps', { 'fetch @start': 'publish', 'publish @end': '' }],
    ['several cases to one step', { start: '{x: a, y: a, z: end} on k', a: 'end', end: '' }],
  ])('%s', (_what, graph) => expect(found(graph as Record<string, string>)).toEqual([]));
});

describe('start and end', () => {
  it('wants both', () => expect(found({ begin: 'finish', finish: '' })).toEqual(['MF1101 1', 'MF1102 1', 'MF1110 20']));
  it('are marked once, and are not called like another one', () => {
    expect(found({ 'a @start': 'b', 'b @start @end': '' })).toEqual(['MF1041 20']);
    expect(found({ 'a @start': 'start', start: 'end', end: '' })).toEqual(['MF1042 20']);
    expect(found({ start: 'end', end: 'done', 'done @end': '' })).toEqual(['MF1042 20']);
  });
  it('counts for what is marked what counts for what is so called', () => {
    expect(found({ 'a @start': 'b', b: '{again: a, done: c} on k', 'c @end': 'd', d: '' })).toEqual([
      'MF1103 21',
      'MF1104 31',
      'MF1110 40',
      'MF1120 40',
    ]);
    expect(found({ 'a @start': 'w foreach xs', w: 'z', 'z @end': '' })).toEqual(['MF1130 11']);
  });
  it('lets nothing lead back to start', () => {
    expect(found({ start: 'a', a: '{again: start, done: end} on k', end: '' })).toEqual(['MF1103 21']);
    expect(found({ start: 'start', end: '' })).toEqual(['MF1103 11']);
  });
  it('lets end lead nowhere', () => expect(found({ start: 'end', end: 'start' })).toEqual(['MF1104 21']));
  it('lets end be no join', () =>
    expect(found({ start: 'a, b', a: 'end', b: 'end', 'end(inputs)': '' })).toEqual(['MF1105 40']));
});

describe('transitions', () => {
  it('wants one in every step but end', () => expect(found({ start: 'a', a: '', end: '' })).toEqual(['MF1110 20']));
  it('names a step that is near', () => {
    const graph = { start: 'wrok', work: 'end', end: '' };
    expect(found(graph)).toEqual(['MF1111 11']);
    expect(messages(graph)[0]).toBe('Step start leads to wrok, but the flow has no such step. Did you mean work?');
  });
  it('reports what a slip hides as well', () => {
    expect(found({ start: 'wrok foreach xs', work: 'end', end: '' })).toEqual(['MF1111 11', 'MF1130 11']);
  });
  it('takes each step of a static split once', () =>
    expect(found({ start: 'a, a', a: 'j', 'j(inputs)': 'end', end: '' })).toEqual(['MF1112 11']));
  it('wants something to choose from', () => expect(found({ start: '{x: end} on k', end: '' })).toEqual(['MF1113 11']));
});

describe('reachability', () => {
  it('names the step that nothing leads to, not those behind it', () => {
    expect(found({ start: 'end', a: 'b', b: 'end', end: '' })).toEqual(['MF1120 20']);
  });
  it('names one step of a ring that nothing leads into', () => {
    expect(found({ start: 'end', a: '{again: b, done: end} on k', b: 'a', end: '' })).toEqual(['MF1120 20']);
  });
  it('names both a gap and a lost step, but not the steps behind the gap', () => {
    expect(found({ start: 'a', a: '', b: 'end', end: '' })).toEqual(['MF1110 20', 'MF1120 30']);
    expect(found({ start: 'a', a: '', end: '' })).toEqual(['MF1110 20']);
  });
  it('finds loops that lead nowhere', () => {
    const graph = { start: 'a', a: '{x: b, y: c} on k', b: 'a', c: 'a', end: '' };
    expect(found(graph)).toEqual(['MF1121 21']);
    expect(messages(graph)[0]).toContain('Steps a, b and c lead only to each other');
  });
});

describe('cycles', () => {
  it('of one step', () => expect(found({ start: 'a', a: 'a', end: '' })).toEqual(['MF1122 21']));
  it('of several steps', () => {
    const graph = { start: 'a', a: 'b', b: 'c', c: 'a', end: '' };
    expect(found(graph)).toEqual(['MF1123 41']);
    expect(messages(graph)[0]).toContain('a → b → c → a');
  });
  it('through a split', () => {
    expect(found({ start: 'a', a: 'b, c', b: 'j', c: 'j', 'j(inputs)': 'a', end: '' })).toEqual(['MF1123 51']);
  });
});

describe('splits and joins', () => {
  it('a foreach without its join', () => {
    expect(found({ start: 'w foreach xs', w: 'end', end: '' })).toEqual(['MF1130 11']);
    expect(found({ start: 'w foreach xs', w: 'gather', gather: 'end', end: '' })).toEqual(['MF1130 11']);
  });
  it('a static split without its join', () => {
    expect(found({ start: 'a, b', a: 'end', b: 'end', end: '' })).toEqual(['MF1131 11']);
    expect(
      found({ start: 'a, b', a: 'c, d', b: 'j', c: 'i', d: 'i', 'i(inputs)': 'j', 'j(inputs)': 'end', end: '' }),
    ).toEqual([]);
  });
  it('branches that meet without a join', () => {
    expect(found({ start: 'a, b', a: 'm', b: 'm', m: 'end', end: '' })).toEqual(['MF1132 40']);
    expect(messages({ start: 'a, b', a: 'm', b: 'm', m: 'end', end: '' })[0]).toContain(
      'Branches a and b of step start meet in step m',
    );
  });
  it('a meeting before the join', () => {
    expect(found({ start: 'a, b', a: 'm', b: 'm', m: 'j', 'j(inputs)': 'end', end: '' })).toEqual(['MF1132 40']);
  });
  it('inputs without a split', () => expect(found({ start: 'a', 'a(inputs)': 'end', end: '' })).toEqual(['MF1133 20']));
  it('branches that join at different steps', () => {
    expect(found({ start: 'a, b, c', a: 'j', b: 'j', 'j(inputs)': 'k', c: 'k', 'k(inputs)': 'end', end: '' })).toEqual([
      'MF1134 11',
    ]);
    expect(found({ start: 'a, b', a: 'j', b: 'k', 'j(inputs)': 'end', 'k(inputs)': 'end', end: '' })).toEqual([
      'MF1134 11',
    ]);
  });
  it('a split with nothing to run', () => {
    expect(found({ start: 'j foreach xs', 'j(inputs)': 'end', end: '' })).toEqual(['MF1135 11']);
    expect(found({ start: 'a, j', a: 'j', 'j(inputs)': 'end', end: '' })).toEqual(['MF1135 11']);
  });
  it('inputs on the first step of a foreach, once', () => {
    expect(found({ start: 'w foreach xs', 'w(inputs)': 'j', 'j(inputs)': 'end', end: '' })).toEqual(['MF1135 11']);
  });
  it('a switch that leads straight to a join', () => {
    expect(found({ start: 'w foreach xs', w: '{skip: j, do: x} on k', x: 'j', 'j(inputs)': 'end', end: '' })).toEqual([
      'MF1136 21',
    ]);
  });
  it('a step inside and outside of a split', () => {
    const graph = { start: '{x: s, y: w} on k', s: 'w foreach xs', w: 'j', 'j(inputs)': 'end', end: '' };
    expect(found(graph)).toEqual(['MF1137 30']);
    expect(messages(graph)[0]).toContain('inside of the split of s (from s) and outside of any split (from start)');
  });
  it('a loop out of a foreach', () => {
    expect(
      found({ start: 'a', a: 'w foreach xs', w: '{out: a, on: x} on k', x: 'j', 'j(inputs)': 'end', end: '' }),
    ).toEqual(['MF1137 20']);
  });
  it('a join of different splits at once', () => {
    expect(found({ start: 'a, b', a: 'c foreach xs', c: 'j', b: 'j', 'j(inputs)': 'end', end: '' })).toContain(
      'MF1137 50',
    );
  });
  it('a join that splits', () => {
    const graph = { start: 'a, b', a: 'j', b: 'j', 'j(inputs)': 'w foreach xs', w: 'k', 'k(inputs)': 'end', end: '' };
    expect(found(graph)).toEqual(['MF1138 41']);
  });
});

it('reports everything at once, in the order of the source', () => {
  const graph = { start: 'a, b', a: 'm', b: 'm', m: 'strat', lost: 'end', next: 'end', end: '' };
  expect(found(graph)).toEqual(['MF1132 40', 'MF1103 41', 'MF1111 41', 'MF1120 50', 'MF1120 60', 'MF1201 60']);
});
