import { parseArrayText } from './array-text';

test.each([
  ['{}', []],
  ['{items=alpha}', ['items=alpha']],
  ['{items=alpha,more=beta}', ['items=alpha', 'more=beta']],
  ['{"a b=c,d","quote=\\"","back=\\\\"}', ['a b=c,d', 'quote="', 'back=\\']],
  ['{"",x}', ['', 'x']],
])('%s', (text, elements) => expect(parseArrayText(text)).toEqual(elements));

test.each(['items=alpha', '["items=alpha"]', '{a', '{"a}', '{a"b}'])('%s is no such array', (text) =>
  expect(parseArrayText(text)).toBeUndefined(),
);
