import { sketchSyntax } from '../testing/sketch-flow';
import { endpointsOf } from './endpoints';

describe('endpointsOf', () => {
  it.each([
    ['by name', { start: 'a', a: 'end', end: '' }, ['start', 'end']],
    ['by mark', { 'fetch @start': 'done', 'done @end': '' }, ['fetch', 'done']],
    ['by mark before name', { start: 'fetch', 'fetch @start': 'end', end: '' }, ['fetch', 'end']],
    ['of a single step', { train: '' }, ['train', 'train']],
    ['of none', { a: 'b', b: '' }, [undefined, undefined]],
    ['of several marked ones', { 'a @start': 'b', 'b @start': 'end', end: '' }, [undefined, 'end']],
  ])('%s', (_how, graph, [start, end]) => {
    expect(endpointsOf(sketchSyntax(graph as unknown as Record<string, string>).steps)).toEqual({ start, end });
  });
});
