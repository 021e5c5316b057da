/**
 * Characters that are written as escapes: what a reader cannot see or what changes how the text around it is read (controls,
 * invisible and bidirectional formatting, line separators, noncharacters). A fixed list, so that the same text gives the same
 * bytes under every version of Node's Unicode tables.
 */
const unseen =
  // eslint-disable-next-line no-misleading-character-class -- each of them is meant by itself
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\u{f0000}-\u{10ffff}]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/**
 * A Python string literal with exactly the characters of `text`, on one line. All text of a user goes through here.
 *
 * Double quotes, or single ones where that saves escapes (as black prefers). A lone surrogate becomes `\udXXX`, which Python
 * keeps as it is.
 */
export function quote(text: string): string {
  const mark = count(text, '"') > count(text, "'") ? "'" : '"';
  const escaped = text.replace(/\\/g, '\\\\').replaceAll(mark, `\\${mark}`).replace(unseen, escape);
  return `${mark}${escaped}${mark}`;
}

const count = (text: string, character: string): number => text.split(character).length - 1;

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return (
    short[character] ??
    (code > 0xffff
      ? `\\U${hex.padStart(8, '0')}`
      : code > 0xff
        ? `\\u${hex.padStart(4, '0')}`
        : `\\x${hex.padStart(2, '0')}`)
  );
}
