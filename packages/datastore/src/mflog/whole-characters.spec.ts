import { endOfCharacter, wholeCharacters } from './whole-characters';

test.each([
  ['abc', 2, 2],
  ['aé', 1, 1],
  ['aé', 2, 1],
  ['aé', 3, 3],
  ['a€', 3, 1],
  ['a😀', 4, 1],
  ['a😀b', 5, 5],
])('of %j, the first %i bytes have %i in whole characters', (text, length, whole) => {
  expect(wholeCharacters(Buffer.from(text), length)).toBe(whole);
});

test.each([
  ['abc', 2, 2],
  ['aé', 2, 3],
  ['a😀b', 2, 5],
  ['a😀b', 5, 5],
  ['a', 7, 1],
])('of %j, the character at %i ends at %i', (text, place, end) => {
  expect(endOfCharacter(Buffer.from(text), place)).toBe(end);
});

test('bytes that are no text are cut anywhere', () => {
  const bytes = Buffer.alloc(10, 0x80);
  expect([wholeCharacters(bytes, 5), endOfCharacter(bytes, 5)]).toEqual([5, 8]);
});
