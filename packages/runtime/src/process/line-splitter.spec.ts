import { LineSplitter } from './line-splitter';

test('lines come whole, whatever pieces the output comes in', () => {
  const splitter = new LineSplitter();
  const bytes = Buffer.from('héllo 世\r\n\nlast');
  const lines = [...bytes].flatMap((byte) => splitter.push(Buffer.of(byte)));
  expect([...lines, ...splitter.flush()]).toEqual(['héllo 世', '', 'last']);
  expect(splitter.flush()).toEqual([]);
});
