import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Flow, namespace, type Run } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { MfProcess } from '../mf-process';
import { SharedDatastore } from './metaflow';
import { type CardAsRead, readCards } from './read-cards';

const flowFile = 'e2e/metaflow-client/flows/cards.flow.ts';
let store: SharedDatastore;
beforeAll(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-e2e-cards-')), 'tester');
  namespace(null);
});
afterAll(() => rm(store.folder, { recursive: true, force: true }));

async function latestRun(flow: string): Promise<Run> {
  return (await new Flow(flow, { datastore: localDatastore(join(store.folder, '.metaflow')) }).latestRun)!;
}

describe("Metaflow's Python client reads the cards of a run", () => {
  let run: Run;
  beforeAll(async () => {
    const { code, stderr } = await store.mf(['run', flowFile]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    run = await latestRun('CardsFlow');
  });

  test('all of a task, by type and by id', async () => {
    const start = `CardsFlow/${run.id}/start/1`;
    const kinds = async (...args: string[]) =>
      (await readCards(store, start, ...args))!.map(({ type, id }) => [type, id]);
    expect((await kinds()).sort()).toEqual([
      ['blank', 'report'],
      ['html', null],
    ]);
    expect(await kinds('html')).toEqual([['html', null]]);
    expect(await kinds('-', 'report')).toEqual([['blank', 'report']]);
  });

  test('with the HTML that our client reads, too', async () => {
    for (const step of ['start', 'end']) {
      const [ours] = await run
        .step(step)
        .taskById(step === 'start' ? '1' : '2')
        .cards();
      const theirs = await readCards(store, ours!.pathspec, ours!.type);
      expect(theirs).toMatchObject([{ hash: ours!.hash, path: ours!.path, html: await ours!.html }]);
    }
    expect(await readCards(store, `CardsFlow/${run.id}/start/1`, 'html')).toMatchObject([{ html: '<h1>Mine ä</h1>' }]);
  });

  test('with the data of the last refresh', async () => {
    const [card] = (await readCards(store, `CardsFlow/${run.id}/start/1`, 'blank'))!;
    expect(card!.data).toMatchObject({
      reload_token: 'final',
      data: { bar: { type: 'progressBar', id: 'bar', max: 2, value: 2 } },
    });
    expect(card!.html).toMatch(
      /<title>CardsFlow[^]*Report[^]*2 of 2[^]*<strong>text<\/strong>[^]*data:image\/gif[^]*<svg/,
    );
  });

  test('and what Metaflow records of them', async () => {
    const { tasks } = await store.read('CardsFlow', run.id);
    const infos = Object.values(tasks['start/1']!.metadata).flatMap((value) =>
      typeof value === 'string' && value.includes('card_uuid') ? [JSON.parse(value) as object] : [],
    );
    expect(infos).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'blank', id: 'report', is_editable: true, is_runtime_card: true }),
        expect.objectContaining({ type: 'html', id: null, is_editable: false, is_runtime_card: false }),
      ]),
    );
  });
});

test("Metaflow's Python client reads a card while its step runs, with the token by which viewers load it again", async () => {
  const env = { ...store.env, CARDS_FLOW_PAUSE: '600000' };
  const running = new MfProcess(['run', flowFile], { env });
  try {
    let seen: CardAsRead[] | undefined;
    for (const before = (await latestRun('CardsFlow')).id; seen === undefined; await sleep(200)) {
      const run = await latestRun('CardsFlow');
      const [task] = run.id === before ? [] : await cardsOfStart(run);
      if (task) seen = await readCards(store, task, 'blank');
    }
    expect(seen[0]).toMatchObject({ data: { reload_token: 'render-seq-1', data: { bar: { value: 1 } } } });
    expect(seen[0]!.html).toContain('METAFLOW_RELOAD_TOKEN="render-seq-1"');
    expect(seen[0]!.html).toContain('1 of 2');
  } finally {
    process.kill(running.pid, 'SIGTERM');
    await running.ended;
  }
});

/** Pathspec of the task of the first step once it has its card and the card's data. */
async function cardsOfStart(run: Run): Promise<string[]> {
  const found: string[] = [];
  for await (const step of run) {
    for await (const task of step) {
      const [card] = await task.cards({ type: 'blank' });
      if (card && (await card.data) !== undefined) found.push(task.pathspec);
    }
  }
  return found;
}

test('a task that failed has its card, and a resumed run those of the tasks that it took over', async () => {
  const failed = await store.mf(['run', flowFile], { CARDS_FLOW_FAIL: '1' });
  expect(failed.code).toBe(1);
  const origin = await latestRun('CardsFlow');
  expect(await readCards(store, `CardsFlow/${origin.id}/end/2`)).toMatchObject([
    { type: 'default', html: expect.stringMatching(/The task failed[^]*no luck/) as string },
  ]);
  expect(await store.mf(['resume', flowFile, '--origin-run-id', origin.id])).toMatchObject({ code: 0 });
  const resumed = await latestRun('CardsFlow');
  const paths = (await readCards(store, `CardsFlow/${resumed.id}/start/1`))!.map(({ path }) => path);
  expect(paths).toHaveLength(2);
  for (const path of paths) expect(path).toContain(`/runs/${origin.id}/`);
  const ours = await resumed.step('start').taskById('1').cards();
  expect(ours.map(({ path }) => path).sort()).toEqual(paths.sort());
});

test('our client and mf card read the cards of a Python run', async () => {
  await writeFile(
    join(store.folder, 'python_cards.py'),
    `from metaflow import FlowSpec, card, current, step
from metaflow.cards import Markdown

class PythonCards(FlowSpec):
    @card(type="blank", id="mine")
    @card
    @step
    def start(self):
        current.card["mine"].append(Markdown("# From Python"))
        self.next(self.end)
    @step
    def end(self):
        pass

if __name__ == "__main__":
    PythonCards()
`,
  );
  const { code, stderr } = await store.python(['python_cards.py', '--no-pylint', 'run']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const run = await latestRun('PythonCards');
  const cards = await run.step('start').taskById('1').cards();
  expect(cards.map(({ type, id }) => [type, id])).toEqual([
    ['blank', 'mine'],
    ['default', undefined],
  ]);
  for (const card of cards) {
    const [theirs] = (await readCards(store, card.pathspec, card.type))!;
    expect(theirs).toMatchObject({
      hash: card.hash,
      path: card.path,
      html: await card.html,
      data: (await card.data) ?? null,
    });
  }
});
