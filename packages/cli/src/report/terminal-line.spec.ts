import { lineFor, terminalLine } from './terminal-line';

test.each([
  ['plain text, \t tabs, é 漢字 🎉', 'plain text, \t tabs, é 漢字 🎉'],
  ['\u001b[31mred without an end', '\u001b[31mred without an end\u001b[0m'],
  ['\u001b[1;38:2::9:9:9mbold\u001b[0m', '\u001b[1;38:2::9:9:9mbold\u001b[0m\u001b[0m'],
  ['up \u001b[2A, clear \u001b[2J\u001b[H, hide \u001b[?25l, shown', 'up , clear , hide , shown'],
  [
    'title \u001b]0;mine\u0007, charset \u001b(0, reset \u001bc, a bell \u0007, nul \u0000',
    'title , charset , reset , a bell , nul ',
  ],
  [
    'a \u001b]8;;https://x.org\u001b\\link\u001b]8;;\u001b\\',
    'a \u001b]8;;https://x.org\u001b\\link\u001b]8;;\u001b\\',
  ],
  ['10%\r20%\r100%\r', '100%'],
  ['\r', ''],
  ['cut off \u001b', 'cut off '],
  ['one byte \u009b31m', 'one byte 31m'],
])('%j is shown as %j', (text, shown) => expect(terminalLine(text)).toBe(shown));

test('where there is no terminal, nothing is changed', () => {
  expect(lineFor({ isTTY: false }, 'a\r\u001b[2Jb')).toBe('a\r\u001b[2Jb');
  expect(lineFor({}, 'a\rb')).toBe('a\rb');
  expect(lineFor({ isTTY: true }, 'a\rb')).toBe('b');
});
