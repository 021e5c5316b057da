import { type ExactJson, floatText, formatExactJson, parseExactJson, withPlainNumbers } from './exact-json';

test.each<[string, ExactJson]>([
  ['1', 1],
  ['-0', 0],
  ['2.0', new Number(2)],
  ['-0.0', new Number(-0)],
  ['1e400', Infinity],
  ['-1e400', -Infinity],
  ['1e3', new Number(1000)],
  ['0.1', 0.1],
  ['9007199254740991', 9007199254740991],
  ['9007199254740993', 9007199254740993n],
  ['-18446744073709551616', -18446744073709551616n],
  ['{"b":[1.5,2.0,null,"x"],"a":{"c":false}}', { b: [1.5, new Number(2), null, 'x'], a: { c: false } }],
  ['{"a":1,"a":2}', { a: 2 }],
])('%s', (text, value) => {
  expect(parseExactJson(text)).toEqual(value);
});

test('what it writes, it reads as the same', () => {
  for (const value of samples(500)) expect(parseExactJson(formatExactJson(value))).toEqual(value);
});

test('what is infinite stays so, and there is no NaN', () => {
  expect(formatExactJson([Infinity, { a: -Infinity }, NaN])).toBe('[1e999,{"a":-1e999},null]');
  expect(parseExactJson('[1e999,{"a":-1e999}]')).toEqual([Infinity, { a: -Infinity }]);
});

test('floats that are no numbers of JSON have a text', () => {
  expect([Infinity, -Infinity, NaN, -0, 1e300].map(floatText)).toEqual(['inf', '-inf', 'nan', undefined, undefined]);
});

test('text that it has read is written as it was, but for spaces', () => {
  for (const text of ['{"z":1,"a":[2.0,-0.0,12345678901234567890,1e+300]}', '"\\u2028é"', '[]', 'null']) {
    const written = formatExactJson(parseExactJson(text));
    expect(JSON.parse(written)).toEqual(JSON.parse(text));
    expect(formatExactJson(parseExactJson(written))).toBe(written);
  }
  expect(formatExactJson(parseExactJson('{ "z": 1, "a": [2.0, -0.0, 123456789012345678901] }'))).toBe(
    '{"z":1,"a":[2.0,-0.0,123456789012345678901]}',
  );
});

test.each(['', '{', '{a:1}', '[1,]', '01', 'NaN', '1 2', "'x'"])(
  '%j is no JSON, and the message says where',
  (text) => {
    expect(() => parseExactJson(text)).toThrow(/at position \d+$|but reached end of input/);
  },
);

test('a key of any name stays a key', () => {
  const value = parseExactJson('{"__proto__":{"x":1},"constructor":2}') as object;
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(withPlainNumbers(parseExactJson('{"__proto__":{"x":1.0}}')) as object)).toEqual(['__proto__']);
});

test('plain numbers', () => {
  expect(withPlainNumbers(parseExactJson('{"a":[1.0,{"b":2e0}],"c":1}'))).toStrictEqual({ a: [1, { b: 2 }], c: 1 });
  const plain = { a: [1, 'x'] };
  expect(withPlainNumbers(plain)).toBe(plain);
});

/** Values of all kinds, the same in every run. */
function* samples(count: number): Generator<ExactJson> {
  let state = 7;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % limit;
  };
  const leaves: (() => ExactJson)[] = [
    () => null,
    () => below(2) === 1,
    () => below(1000) - 500,
    () => new Number(below(1000) - 500),
    () => (below(1000) - 500.5) * 10 ** -below(20),
    () => 2n ** 53n + BigInt(below(1 << 20)) ** 3n,
    () => String.fromCodePoint(below(0xd7ff), 0x1f600 + below(20), below(128)),
  ];
  const make = (depth: number): ExactJson => {
    const kind = below(depth > 3 ? leaves.length : leaves.length + 4);
    if (kind < leaves.length) return (leaves[kind] as () => ExactJson)();
    const items = Array.from({ length: below(4) }, () => make(depth + 1));
    return kind % 2 === 0 ? items : Object.fromEntries(items.map((item, index) => [`k${index}"\n`, item]));
  };
  for (let made = 0; made < count; made++) yield make(0);
}
