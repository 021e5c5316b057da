import { decodeText, UnknownTextEncodingError } from './text-encoding';

const text = (bytes: readonly number[], encoding: string) => decodeText(Uint8Array.from(bytes), encoding);

test.each<[string, readonly number[], string | undefined]>([
  ['utf-8', [0xc3, 0xa9], 'é'],
  ['UTF_8', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
  ['utf-8-sig', [0xef, 0xbb, 0xbf, 0x61], 'a'],
  ['utf-8', [0xe9], undefined],
  ['latin-1', [0xe9, 0x80], 'é\x80'],
  ['cp1252', [0xe9, 0x80], 'é€'],
  ['ascii', [0x61], 'a'],
  ['ascii', [0xe9], undefined],
  ['utf-16', [0xfe, 0xff, 0x00, 0x61], 'a'],
  ['utf-16', [0xff, 0xfe, 0x61, 0x00], 'a'],
  ['utf-16le', [0x00, 0xd8], undefined],
  ['shift_jis', [0x82, 0xa0], 'あ'],
])('%s %j', (encoding, bytes, expected) => {
  expect(text(bytes, encoding)).toBe(expected);
});

test('an encoding that nobody knows', () => {
  expect(() => text([], 'utf-88')).toThrow(UnknownTextEncodingError);
});
