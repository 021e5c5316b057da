/** Names of Python's for encodings that the Web calls otherwise or does not have, without `-` and `_`. */
const pythonNames: Readonly<Record<string, string>> = {
  latin1: 'latin1',
  iso88591: 'latin1',
  l1: 'latin1',
  ascii: 'ascii',
  usascii: 'ascii',
  utf8sig: 'utf-8-sig',
  utf8: 'utf-8',
  utf16: 'utf-16',
  cp1252: 'windows-1252',
  windows1252: 'windows-1252',
  cp1251: 'windows-1251',
  cp1250: 'windows-1250',
};

/** What 0x80 to 0x9f mean in windows-1252. */
const windows1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** Nobody knows an encoding of this name. */
export class UnknownTextEncodingError extends Error {
  override readonly name = 'UnknownTextEncodingError';
  readonly code = 'MF2111';
  readonly advice =
    "Use a name like 'utf-8', 'utf-16', 'latin-1' or 'cp1252', or take the file as bytes: isText: false.";

  constructor(encoding: string) {
    super(`There is no text encoding ${encoding}`);
  }
}

/**
 * Text from bytes, in an encoding by the name that Python or the Web has for it.
 *
 * @returns undefined for bytes that are no text in the encoding
 * @throws UnknownTextEncodingError
 */
export function decodeText(bytes: Uint8Array, encoding: string): string | undefined {
  const name = pythonNames[encoding.toLowerCase().replace(/[-_ ]/g, '')] ?? encoding;
  switch (name) {
    // The Web takes these two for windows-1252.
    case 'latin1':
      return Buffer.from(bytes).toString('latin1');
    case 'ascii':
      return bytes.every((byte) => byte < 0x80) ? Buffer.from(bytes).toString('latin1') : undefined;
    // Some versions of Node take this one for latin1.
    case 'windows-1252':
      return Buffer.from(bytes)
        .toString('latin1')
        .replace(/[\x80-\x9f]/g, (control) => windows1252[control.charCodeAt(0) - 0x80]!);
    case 'utf-8-sig':
      return decodeWeb(bytes, 'utf-8', false);
    case 'utf-16':
      return decodeWeb(bytes, bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-16le', false);
    default:
      return decodeWeb(bytes, name, true);
  }
}

function decodeWeb(bytes: Uint8Array, label: string, ignoreBOM: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM }).decode(bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return undefined;
    if (code === 'ERR_ENCODING_NOT_SUPPORTED') throw new UnknownTextEncodingError(label);
    throw error;
  }
}
