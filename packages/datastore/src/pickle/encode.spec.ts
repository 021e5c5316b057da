import { isDeepStrictEqual } from 'node:util';
import { decodePickle } from './decode';
import { encodePickle, encodePickleParts } from './encode';
import { ForeachFrame, IncludedFile, MetaflowExceptionWrapper } from './metaflow-values';
import { PyFrozenSet, PyGlobal, PyObject, PyTuple } from './python-values';

const hex = (value: unknown): string => encodePickle(value).toString('hex');

describe('bytes, as Python writes them but for the memo', () => {
  test.each([
    ['null', null, '4e'],
    ['booleans', [true, false], '5d288889' + '65'],
    ['small ints', [0, 255, 256, 65535], '5d28' + '4b00' + '4bff' + '4d0001' + '4dffff' + '65'],
    ['32-bit ints', [65536, -1, -(2 ** 31)], '5d28' + '4a00000100' + '4affffffff' + '4a00000080' + '65'],
    ['longer ints', [2 ** 31, -(2 ** 31) - 1], '5d28' + '8a050000008000' + '8a05ffffff7fff' + '65'],
    ['the largest safe ints', [2 ** 53 - 1, 1 - 2 ** 53], '5d28' + '8a07ffffffffffff1f' + '8a07010000000000e0' + '65'],
    ['floats', [0.5, -0], '5d28' + '473fe0000000000000' + '478000000000000000' + '65'],
    ['numbers that are no exact ints', 2 ** 53, '474340000000000000'],
    ['text', 'é', '8c02c3a9'],
    ['long text', 'a'.repeat(256), '5800010000' + '61'.repeat(256)],
    ['bytes', new Uint8Array([1, 2]), '43020102'],
    ['an empty list and dict', [[], {}], '5d285d7d65'],
    ['one item', [[1], { a: 1 }], '5d28' + '5d4b0161' + '7d8c01614b0173' + '65'],
    ['a dict', { a: 1, b: 2 }, '7d288c01614b018c01624b0275'],
    ['a set', new Set([1, 2]), '8f284b014b0290'],
    [
      'tuples',
      PyTuple.of(PyTuple.of(), PyTuple.of(1), PyTuple.of(1, 2, 3, 4)),
      '29' + '4b0185' + '284b014b024b034b0474' + '87',
    ],
    ['a frozenset', new PyFrozenSet([1]), '284b0191'],
    ['a class', new PyGlobal('builtins', 'int'), '8c086275696c74696e738c03696e7493'],
  ])('%s', (_name, value, body) => {
    expect(hex(value)).toBe(`8004${body}2e`);
  });

  test('values that Python has no other type for keep an opcode of their own', () => {
    expect(hex(new Number(2))).toBe(`8004${Buffer.from('F2.0\n').toString('hex')}2e`);
    expect(hex(5n)).toBe('80048b01000000052e');
    expect(hex(0n)).toBe('80048b000000002e');
    expect(hex(-128n)).toBe('80048b01000000802e');
    expect(hex(128n)).toBe('80048b0200000080002e');
    expect(hex(new Map([['a', 1]]))).toBe('800428648c01614b01732e');
    expect(hex(Buffer.from([7]))).toBe('80048e0100000000000000072e');
  });

  test('long lists and dicts come in batches', () => {
    const bytes = encodePickle(Array.from({ length: 2001 }, () => null));
    expect(bytes.filter((byte) => byte === 0x65)).toHaveLength(2);
    expect(bytes.filter((byte) => byte === 0x61)).toHaveLength(1);
    const exact = encodePickle(Array.from({ length: 1000 }, () => null));
    expect(exact.filter((byte) => byte === 0x65)).toHaveLength(1);
  });

  test('a foreach frame is the named tuple that Metaflow needs', () => {
    const bytes = encodePickle([new ForeachFrame('start', 'items', 2, 0, 'a')]).toString('latin1');
    expect(bytes).toBe(
      '\x80\x04]\x8c\x08__main__\x8c\x0cForeachFrame\x93(\x8c\x05start\x8c\x05itemsK\x02K\x00\x8c\x01at\x81a.',
    );
  });
});

describe('references', () => {
  test('the memo is used for what is referred to more than once only', () => {
    const shared = { a: 1 };
    expect(hex([shared, { a: 1 }])).not.toContain('94');
    expect(hex([shared, shared])).toBe('80045d287d948c01614b01736800652e');
    const [first, second] = decodePickle(encodePickle([shared, shared])) as object[];
    expect(first).toBe(second);
  });

  test('equal values give equal bytes, however they are shared in another value', () => {
    expect(hex({ a: [1, { b: 2 }] })).toBe(hex({ a: [1, { b: 2 }] }));
  });

  test.each([
    [
      'array',
      () => {
        const a: unknown[] = [];
        a.push(a);
        return a;
      },
    ],
    [
      'object',
      () => {
        const o: Record<string, unknown> = {};
        o.self = [o];
        return o;
      },
    ],
    [
      'Map',
      () => {
        const m = new Map<unknown, unknown>();
        m.set(1, m);
        return m;
      },
    ],
  ])('a cyclic %s comes back cyclic', (_name, make) => {
    const found = decodePickle(encodePickle(make()));
    const inner =
      found instanceof Map ? found.get(1) : Array.isArray(found) ? found[0] : (found as { self: unknown[] }).self[0];
    expect(inner).toBe(found);
  });

  test('a tuple can not contain itself', () => {
    const list: unknown[] = [];
    const tuple = PyTuple.of<unknown>(list);
    list.push(tuple);
    expect(() => encodePickle(tuple, 'this.t')).toThrow('this.t[0][0] cannot be stored: it contains itself');
  });

  test('a hundred thousand levels are no problem', () => {
    let deep: unknown = {};
    for (let i = 0; i < 100_000; i++) deep = i % 2 ? [deep] : { a: deep };
    let found = decodePickle(encodePickle(deep)) as { a?: unknown } | unknown[];
    let depth = 0;
    for (let next: unknown = found; next !== undefined; depth++) {
      found = next as typeof found;
      next = Array.isArray(found) ? found[0] : found.a;
    }
    expect(depth).toBe(100_001);
  });
});

describe('what can not be stored is refused, by its place', () => {
  class Point {
    x = 1;
  }
  test.each<[unknown, string, string]>([
    [undefined, 'this.v', 'undefined is not a value'],
    [{ a: [1, undefined] }, 'this.v.a[1]', 'undefined is not a value'],
    // eslint-disable-next-line no-sparse-arrays
    [[1, , 2], 'this.v[1]', 'undefined is not a value'],
    [{ 'odd key': { f: () => 1 } }, 'this.v["odd key"].f', 'it is a function'],
    [[Symbol('s')], 'this.v[0]', 'it is a symbol'],
    [{ p: new Point() }, 'this.v.p', 'it is an instance of Point'],
    [{ p: Promise.resolve(1) }, 'this.v.p', 'it is a promise'],
    [[new Error('x')], 'this.v[0]', 'it is an error object'],
    [new Map([['k', new Date(NaN)]]), 'this.v.get("k")', 'it is an invalid date'],
    [new Map([[1, [new Date('+020000-01-01')]]]), 'this.v.get(1)[0]', 'its year is outside 1 to 9999'],
    [new Map([[[1], 2]]), 'this.v.keys()[0]', 'an array can be neither an element of a Python set nor a key of a dict'],
    [new Set([1, { a: 1 }]), 'this.v.values()[1]', 'an object can be neither'],
    [new Set([PyTuple.of<unknown>(1, [2])]), 'this.v.values()[0][1]', 'an array can be neither'],
    [new DataView(new ArrayBuffer(2)), 'this.v', 'it is a DataView'],
    [new ArrayBuffer(2), 'this.v', 'it is an ArrayBuffer'],
    [new Set([new Float64Array(2)]), 'this.v.values()[0]', 'an array can be neither'],
    [Object.create({ inherited: 1 }), 'this.v', 'it is an instance of Object'],
  ])('%p', (value, place, problem) => {
    expect(() => encodePickle(value, 'this.v')).toThrow(
      expect.objectContaining({
        code: 'MF4012',
        path: place,
        message: expect.stringContaining(`${place} cannot be stored: ${problem}`),
        advice: expect.stringMatching(/./),
      }),
    );
  });

  test('properties that are undefined are left out', () => {
    expect(decodePickle(encodePickle({ a: undefined, b: 1 }))).toEqual({ b: 1 });
  });
});

test.each<[string, unknown]>([
  ['exception', new MetaflowExceptionWrapper('boom', 'builtins.ValueError', 'Traceback\nValueError: boom')],
  ['exception without trace', new MetaflowExceptionWrapper('boom', 'builtins.ValueError', null)],
  ['included file', new IncludedFile({ type: 'uploader-v2', url: 'local:///a/F/0a', is_text: true, size: 3 })],
  ['foreach stack', [new ForeachFrame('start', 'items', 2, 1, 'b'), new ForeachFrame('mid', null, null, 0)]],
])('Metaflow’s own values come back: %s', (_name, value) => {
  expect(decodePickle(encodePickle(value))).toEqual(value);
});

test('an opaque object is written as it was read', () => {
  const object = new PyObject(new PyGlobal('collections', 'deque'), PyTuple.of<unknown>(PyTuple.of(), 3), 'reduce');
  object.items = [1, 2];
  object.entries = new Map([['k', 'v']]);
  object.state = { extra: [object] };
  const found = decodePickle(encodePickle([object, object])) as PyObject[];
  expect(found[0]).toBe(found[1]);
  expect(found[0]).toMatchObject({ module: 'collections', name: 'deque', construction: 'reduce', items: [1, 2] });
  expect((found[0]?.state as { extra: unknown[] }).extra[0]).toBe(found[0]);
  const keywords = new PyObject(new PyGlobal('m', 'C'), PyTuple.of(), 'newobj_ex');
  keywords.kwargs = { a: 1 };
  expect(decodePickle(encodePickle(keywords))).toEqual(keywords);
});

test('large bytes are given as they are, not copied', () => {
  const large = new Uint8Array(1_000_000).fill(7);
  const value = { before: 'x', large, after: [1, large.subarray(0, 10)], buffer: Buffer.from(large.buffer) };
  const parts = encodePickleParts(value);
  expect(parts.filter(({ buffer }) => buffer === large.buffer)).toHaveLength(2);
  expect(Buffer.concat(parts).equals(encodePickle(value))).toBe(true);
  // Many times as quick as `toEqual`.
  expect(isDeepStrictEqual(decodePickle(encodePickle(value)), value)).toBe(true);
});
