import { pythonFloatRepr } from './float-repr';

// What CPython's repr() prints.
test.each([
  [2, '2.0'],
  [-0, '-0.0'],
  [0, '0.0'],
  [0.1, '0.1'],
  [-1234.5, '-1234.5'],
  [1e15, '1000000000000000.0'],
  [1e16, '1e+16'],
  [1.5e16, '1.5e+16'],
  [123456789012345680000, '1.2345678901234568e+20'],
  [1e-4, '0.0001'],
  [1e-5, '1e-05'],
  [1.25e-7, '1.25e-07'],
  [5e-324, '5e-324'],
  [1.7976931348623157e308, '1.7976931348623157e+308'],
  [NaN, 'nan'],
  [Infinity, 'inf'],
  [-Infinity, '-inf'],
])('%d', (value, text) => expect(pythonFloatRepr(value)).toBe(text));
