import type { JsonObject } from '../json';
import { sketchFlow } from '../testing/sketch-flow';
import { lint } from './lint';

const found = (...cards: JsonObject[]): string[] =>
  lint(
    sketchFlow(
      { start: 'a', a: 'end', end: '' },
      { steps: { a: cards.map((attributes) => ({ name: 'card', attributes })) } },
    ),
  ).map(({ code, at }) => `${code} ${at.line}`);

test.each<JsonObject>([
  { type: 'fancy' },
  { id: 5 },
  { options: 'title' },
  { options: { title: 5 } },
  { timeout: -1 },
  { timeout: '45' },
  { save_errors: 'True' },
  { customize: 1 },
  { refresh_interval: null as never, timeout: [] },
])('@card(%j) cannot be read', (attributes) => expect(found(attributes)).toEqual(['MF1470 20']));

test('several cards on one step are fine, as long as each can be named', () => {
  expect(found({ type: 'default' }, { type: 'blank', id: 'report', options: { title: 'Report' } })).toEqual([]);
  expect(found({ type: 'default' }, { type: 'default' })).toEqual([]);
  expect(found({ id: 'a' }, { id: 'b' }, { id: 'a' })).toEqual(['MF1472 20']);
  expect(found({ id: 'a', customize: true }, { id: 'b', customize: true })).toEqual(['MF1473 20']);
});

test('an id that cannot be part of a file name is no id', () => {
  expect(found({ id: 'my-report' })).toEqual(['MF1471 20']);
});
