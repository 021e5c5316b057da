import { textTable } from './text-table';

test('columns are as wide as their widest cell, and lines have no blanks at their ends', () => {
  expect(
    textTable(
      ['RUN', 'STATUS', 'TAGS'],
      [
        ['17', 'successful', ''],
        ['1800', 'failed', 'a, b'],
      ],
    ),
  ).toBe('RUN   STATUS      TAGS\n17    successful\n1800  failed      a, b\n');
});
test('colours do not change widths', () => {
  const paint = (text: string, column: number, row: number | 'header') =>
    row === 0 && column === 0 ? `<${text}>` : text;
  expect(
    textTable(
      ['A', 'B'],
      [
        ['x', 'y'],
        ['long', 'z'],
      ],
      paint,
    ),
  ).toBe('A     B\n<x   >  y\nlong  z\n');
});
test('without rows there is the header', () => {
  expect(textTable(['A', 'B'], [])).toBe('A  B\n');
});
