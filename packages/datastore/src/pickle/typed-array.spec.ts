import { decodePickle } from './decode';
import { encodePickle } from './encode';
import { pythonTypeName } from './python-type-name';
import { PyObject } from './python-values';

const arrays = [
  Int8Array.of(-128, 0, 127),
  Uint8ClampedArray.of(0, 255),
  Int16Array.of(-32768, 32767),
  Uint16Array.of(0, 65535),
  Int32Array.of(-(2 ** 31), 2 ** 31 - 1),
  Uint32Array.of(0, 2 ** 32 - 1),
  Float32Array.of(0.5, -0, NaN),
  Float64Array.of(0.1, 1e300, -Infinity),
  BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n),
  BigUint64Array.of(0n, 2n ** 64n - 1n),
  new Float64Array(0),
];

test.each(arrays.map((array) => [array.constructor.name, array] as const))(
  'a %s comes back as it was',
  (_name, array) => {
    const back = decodePickle(encodePickle({ array }));
    expect(back).toEqual({ array });
    expect((back as { array: object }).array.constructor).toBe(array.constructor);
    expect(pythonTypeName(array)).toBe("<class 'array.array'>");
  },
);

test('only what a view shows is stored, and a shared array stays one', () => {
  const view = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
  expect(encodePickle(view)).toEqual(encodePickle(Float32Array.of(2, 3)));
  const [first, second] = decodePickle(encodePickle([view, view])) as Float32Array[];
  expect(first).toBe(second);
});

const head =
  '8c056172726179948c145f61727261795f7265636f6e7374727563746f72949394288c056172726179948c0561727261799493948c01';

// Each is `pickle.dumps(array.array(...), 4)` of CPython 3.11.
test.each<[string, string, unknown]>([
  [
    "array('d', [1.5, -2.0])",
    `8004955200000000000000${head}64944b104310000000000000f83f00000000000000c094749452942e`,
    Float64Array.of(1.5, -2),
  ],
  ["array('B', [1, 255])", `8004954400000000000000${head}42944b00430201ff94749452942e`, Uint8Array.of(1, 255)],
  [
    "array('l', [-1, 2**40])",
    `8004955200000000000000${head}6c944b0c4310ffffffffffffffff000000000001000094749452942e`,
    BigInt64Array.of(-1n, 2n ** 40n),
  ],
])('what Python pickles of %s', (_python, hex, expected) => {
  const value = decodePickle(Buffer.from(hex, 'hex'));
  expect(value).toEqual(expected);
  expect((value as object).constructor).toBe((expected as object).constructor);
});

test('big-endian arrays are read as what they hold, and text stays opaque', () => {
  const pickle = encodePickle(Int32Array.of(1, -2)).toString('hex');
  const bigEndian = pickle.replace('4b08', '4b09').replace('01000000feffffff', '00000001fffffffe');
  expect(decodePickle(Buffer.from(bigEndian, 'hex'))).toEqual(Int32Array.of(1, -2));
  const text = Buffer.from(`8004954a00000000000000${head}75944b144308610000006200000094749452942e`, 'hex');
  expect(decodePickle(text)).toBeInstanceOf(PyObject);
});
