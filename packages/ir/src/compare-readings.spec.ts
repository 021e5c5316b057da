import { compareReadings } from './compare-readings';
import { at, sketchSyntax } from './testing/sketch-flow';

const syntax = sketchSyntax({ start: 'a', a: 'end', end: '' });
const description = { decorators: [], parameters: [], constants: [] };

describe('compareReadings', () => {
  it('is content when both readings name the same steps, in any order', () => {
    expect(compareReadings(syntax, { ...description, steps: { end: [], a: [], start: [] } })).toEqual([]);
  });

  it('reports a step that only one of them has', () => {
    const found = compareReadings(syntax, { ...description, steps: { start: [], b: [], end: [] } });
    expect(found.map(({ code, at: position }) => [code, position])).toEqual([
      ['MF1030', at(20)],
      ['MF1030', at(1)],
    ]);
    expect(found[1]?.message).toContain('a step b that is not written in it');
  });
});
