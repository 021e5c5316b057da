import { hostileStrings } from '../testing/hostile-strings';
import { runPython } from '../testing/python';
import { quote } from './quote';

describe('quote', () => {
  it('gives literals in which Python reads the same text', () => {
    const literals = hostileStrings.map(quote);
    expect(runPython('result = [ast.literal_eval(literal) for literal in value]', literals)).toEqual(hostileStrings);
  });

  it('gives back every character of the basic plane, lone surrogates included', () => {
    const blocks = Array.from({ length: 256 }, (_, block) =>
      Array.from({ length: 256 }, (__, low) => `${String.fromCharCode(block * 256 + low)} `).join(''),
    );
    expect(runPython('result = [ast.literal_eval(literal) for literal in value]', blocks.map(quote))).toEqual(blocks);
  });

  it('writes nothing that cannot be seen, and no line breaks', () => {
    for (const text of hostileStrings) expect(quote(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  it('keeps what can be read as it is', () => {
    expect(quote('Statistik über 3.201 Filme 🎬')).toBe('"Statistik über 3.201 Filme 🎬"');
  });

  it('takes the quotes that need fewer escapes', () => {
    expect(quote("it's")).toBe('"it\'s"');
    expect(quote('say "hi"')).toBe('\'say "hi"\'');
    expect(quote('it\'s "it"')).toBe("'it\\'s \"it\"'");
  });
});
