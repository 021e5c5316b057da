import { MarkedOutput } from './marked-output';

/** What is handed on of a stream that comes in pieces. */
function read(mark: string, ...pieces: string[]): string {
  const marked = new MarkedOutput(Buffer.from(mark));
  const parts: string[] = [];
  for (const piece of pieces) {
    const { output, isOver } = marked.push(Buffer.from(piece));
    parts.push(output.toString());
    if (isOver) return `${parts.join('|')}.`;
  }
  return [...parts, marked.flush().toString()].join('|');
}

describe('MarkedOutput', () => {
  it.each([
    ['in one piece', ['out<end>'], 'out.'],
    ['alone', ['<end>'], '.'],
    ['in two pieces', ['out<e', 'nd>'], 'out|.'],
    ['in pieces of one byte', ['o', '<', 'e', 'n', 'd', '>'], 'o|||||.'],
    ['behind what looks like its beginning', ['a<en', 'd<end>'], 'a|<end.'],
  ])('finds the mark %s', (_where, pieces, expected) => {
    expect(read('<end>', ...pieces)).toBe(expected);
  });

  it('hands on what only looks like the mark', () => {
    expect(read('<end>', 'a<en', 'x')).toBe('a|<enx|');
    expect(read('<end>', 'a<en')).toBe('a|<en');
  });
});
