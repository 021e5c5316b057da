import { PyTuple } from '@mf/datastore';
import { jsonValue } from './json-value';
import { valueText } from './value-text';

describe('as text', () => {
  test('values are in the notation of Node, floats that are whole in that of Python', () => {
    expect(valueText({ a: [1, null], b: 'x' }, 100)).toEqual({ text: "{ a: [ 1, null ], b: 'x' }", isCut: false });
    expect(valueText(new Number(2), 100).text).toBe('2.0');
    expect(valueText(10n ** 20n, 100).text).toBe('100000000000000000000n');
  });
  test('nothing that is inside is left out', () => {
    expect(valueText([[[[[1]]]]], 100).text.replace(/\s/g, '')).toBe('[[[[[1]]]]]');
    expect(valueText(Array(300).fill(7), 5000).text.match(/7/g)).toHaveLength(300);
  });
  test('what is longer is cut, not within a character', () => {
    expect(valueText('x'.repeat(1e6), 4)).toEqual({ text: "'xxx", isCut: true });
    expect(valueText('a😀b', 3)).toEqual({ text: "'a", isCut: true });
  });
});

describe('as JSON', () => {
  test('values keep their shape where JSON has one', () => {
    const value = {
      list: [1, 0.5, true, null],
      tuple: PyTuple.of<unknown>('a', 1),
      float: new Number(2),
      nested: { x: 'y' },
    };
    expect(jsonValue(value)).toEqual({ list: [1, 0.5, true, null], tuple: ['a', 1], float: 2, nested: { x: 'y' } });
  });
  test('and a form of their own where it has none', () => {
    expect(jsonValue(new Map<unknown, unknown>([[1, 'one']]))).toEqual([[1, 'one']]);
    expect(jsonValue(new Set(['a']))).toEqual(['a']);
    expect(jsonValue(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(jsonValue(Buffer.from('hi'))).toBe('aGk=');
    expect(jsonValue(2n ** 64n)).toBe('18446744073709551616');
    expect(jsonValue(NaN)).toBe('NaN');
  });
  test('cycles end', () => {
    const list: unknown[] = [];
    list.push(list);
    expect(jsonValue(list)).toEqual(['[Circular]']);
    const shared = { a: 1 };
    expect(jsonValue([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
  });
});
