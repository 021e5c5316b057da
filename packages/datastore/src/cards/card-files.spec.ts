import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDataPlace } from '../storage/data-place';
import { listCards, readCard, readCardData, saveCard, saveCardData } from './card-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-cards-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const task = { flow: 'F', run: '17', step: 'start', task: '1' };
const place = (env: NodeJS.ProcessEnv = {}) => localDataPlace(join(folder, '.metaflow'), env).cards;
const files = (at: string): string[] =>
  readdirSync(at, { recursive: true, encoding: 'utf8' }).filter((name) => /\./.test(name.slice(name.lastIndexOf('/'))));

test('a card lies where Metaflow looks for it, and nothing else does', async () => {
  await saveCard(place(), task, { type: 'blank', id: 'report', hash: 'abc' }, '<p>ä</p>');
  await saveCard(place(), task, { type: 'default', id: null, hash: 'def' }, '<p>old</p>');
  await saveCard(place(), task, { type: 'default', id: null, hash: 'def' }, '<p>new</p>');
  await saveCardData(place(), task, { type: 'default', id: null, hash: 'def' }, { reload_token: 'final' });
  expect(files(join(folder, '.metaflow', 'mf.cards')).sort()).toEqual([
    'F/runs/17/steps/start/tasks/1/cards/blank-report-abc.html',
    'F/runs/17/steps/start/tasks/1/cards/default-def.html',
    'F/runs/17/steps/start/tasks/1/runtime/default-def.data.json',
  ]);
  const cards = await listCards(place(), task);
  expect(cards).toEqual([
    { type: 'blank', id: 'report', hash: 'abc', path: 'F/runs/17/steps/start/tasks/1/cards/blank-report-abc.html' },
    { type: 'default', id: null, hash: 'def', path: 'F/runs/17/steps/start/tasks/1/cards/default-def.html' },
  ]);
  expect(await readCard(place(), cards[0]!)).toBe('<p>ä</p>');
  expect(await readCard(place(), cards[1]!)).toBe('<p>new</p>');
  expect(await readCardData(place(), task, cards[1]!)).toEqual({ reload_token: 'final' });
  expect(await readCardData(place(), task, cards[0]!)).toBeUndefined();
});

test('a task without cards has none', async () => {
  expect(await listCards(place(), task)).toEqual([]);
});

test('cards of before June 2022 are found where they are, and what is no card is not', async () => {
  await place().write('F/runs/17/tasks/1/cards/default-abc.html', 'old');
  await place().write('F/runs/17/tasks/1/cards/notes.txt', 'not a card');
  expect(await listCards(place(), task)).toMatchObject([{ type: 'default', id: null, hash: 'abc' }]);
});

test('METAFLOW_CARD_LOCALROOT says where cards are, instead', async () => {
  const elsewhere = join(folder, 'elsewhere');
  await saveCard(place({ METAFLOW_CARD_LOCALROOT: elsewhere }), task, { type: 'html', id: null, hash: 'a' }, 'x');
  expect(files(elsewhere)).toEqual(['F/runs/17/steps/start/tasks/1/cards/html-a.html']);
});
