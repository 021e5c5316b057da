import type { StepCard } from '@mf/ir';
import { cardsById, defaultCard } from './default-card';

const card = (parts: Partial<StepCard> = {}): StepCard => ({
  type: 'default',
  id: null,
  options: {},
  timeout: 45,
  saveErrors: true,
  customize: false,
  refreshInterval: 5,
  ...parts,
});

test.each<[string, Partial<StepCard>[], number | undefined]>([
  ['the only one', [{}], 0],
  ['the only one, with an id', [{ id: 'a' }], 0],
  ['the only one without an id', [{ id: 'a' }, {}, { id: 'b' }], 1],
  ['the one with customize', [{}, { id: 'a', customize: true }], 1],
  ['none of two without an id', [{}, {}], undefined],
  ['none of two with an id', [{ id: 'a' }, { id: 'b' }], undefined],
  ['the only one that shows components', [{ type: 'html' }, { id: 'a', type: 'blank' }], 1],
  ['none, where none shows components', [{ type: 'html', customize: true }], undefined],
  [
    'the only one without an id, where several have customize',
    [{ id: 'a', customize: true }, { customize: true, id: 'b' }, {}],
    2,
  ],
])('current.card is %s', (_what, parts, index) => {
  const cards = parts.map(card);
  expect(defaultCard(cards)).toBe(index === undefined ? undefined : cards[index]);
});

test('an id that two cards have names none of them', () => {
  const cards = [card({ id: 'a' }), card({ id: 'b' }), card({ id: 'a' }), card()];
  expect([...cardsById(cards)]).toEqual([['b', cards[1]]]);
});
