import { LineSplitter } from './line-splitter';

test('lines come whole, whatever pieces the output comes in', () => {
  const splitter = new LineSplitter();
  const bytes = Buffer.from('héllo 世\r\n\nlast');
  const lines = [...bytes].flatMap((byte) => splitter.push(Buffer.of(byte)));
  expect([...lines, ...splitter.flush()]).toEqual(['héllo 世', '', 'last']);
  expect(splitter.flush()).toEqual([]);
});

test('a line that does not end is given away in parts', () => {
  const splitter = new LineSplitter(4);
  expect(['ab', 'cde', 'f', 'g\nh'].flatMap((piece) => splitter.push(Buffer.from(piece)))).toEqual(['abcde', 'fg']);
  expect(splitter.flush()).toEqual(['h']);
});

test('a line that is given away in parts is never cut inside of a character', () => {
  const splitter = new LineSplitter(4);
  const parts = [...Buffer.from('x€€€😀')].flatMap((byte) => splitter.push(Buffer.of(byte)));
  expect([...parts, ...splitter.flush()].join('')).toBe('x€€€😀');
});
