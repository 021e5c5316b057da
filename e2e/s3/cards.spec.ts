import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Flow, namespace, type Run } from '@mf/client';
import { openDatastore, S3Storage } from '@mf/datastore';
import { SharedDatastore } from '../metaflow-client/metaflow';
import { readCards } from '../metaflow-client/read-cards';
import { bucket, root, type S3Server, startS3 } from './s3-server';

const flowFile = 'e2e/metaflow-client/flows/cards.flow.ts';
const beside = `${root}/mf.cards`;
const elsewhere = `s3://${bucket}/cards/of/all`;

let server: S3Server;
let store: SharedDatastore;

beforeAll(async () => {
  server = await startS3();
  namespace(null);
  const env = { ...server.env, METAFLOW_DEFAULT_DATASTORE: 's3' };
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-s3-cards-')), 'tester', env);
});
afterAll(async () => {
  await server.stop();
  await rm(store.folder, { recursive: true, force: true });
});

async function latestRun(flow: string, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const datastore = openDatastore({ env: { ...store.env, ...env }, create: false });
  return (await new Flow(flow, { datastore }).latestRun)!;
}

const cardsBelow = (place: string, run: Run, step: string): Promise<string[]> => {
  const [flow] = run.pathspec.split('/');
  return new S3Storage(place, store.env).list(`${flow}/runs/${run.id}/steps/${step}/tasks`);
};

describe('cards of a run in S3', () => {
  let run: Run;
  beforeAll(async () => {
    expect(await store.mf(['run', flowFile])).toMatchObject({ code: 0 });
    run = await latestRun('CardsFlow');
  });

  test("are read by Metaflow's client as by ours: HTML, type, id, data", async () => {
    const ours = await run.step('start').taskById('1').cards();
    const theirs = (await readCards(store, `CardsFlow/${run.id}/start/1`))!;
    expect(theirs.map(({ type, id }) => [type, id]).sort()).toEqual([
      ['blank', 'report'],
      ['html', null],
    ]);
    for (const card of ours) {
      expect(theirs).toContainEqual({
        ...{ type: card.type, id: card.id ?? null, hash: card.hash, path: card.path, html: await card.html },
        data: (await card.data) ?? null,
      });
    }
    expect(theirs.find(({ type }) => type === 'blank')?.data).toMatchObject({ reload_token: 'final' });
  });

  test('lie beside the data, and are printed by mf card', async () => {
    expect(await cardsBelow(beside, run, 'start')).toEqual(['1']);
    const html = await store.mf(['card', 'get', flowFile, `${run.id}/start`, '--type', 'html']);
    expect(html).toMatchObject({ code: 0, stdout: '<h1>Mine ä</h1>' });
  });
});

// Metaflow's `get_cards` looks beside the data whatever the variable says; its `card` commands look where the variable says.
test("METAFLOW_CARD_S3ROOT is where cards go and are found, Metaflow's like ours", async () => {
  const settings = { METAFLOW_CARD_S3ROOT: elsewhere };
  expect(await store.mf(['run', flowFile], settings)).toMatchObject({ code: 0 });
  const ours = await latestRun('CardsFlow', settings);
  await writeFile(
    join(store.folder, 'python_cards.py'),
    `from metaflow import FlowSpec, card, step

class PythonCards(FlowSpec):
    @card(type="blank")
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass

if __name__ == "__main__":
    PythonCards()
`,
  );
  const python = (...args: string[]) =>
    store.python(['python_cards.py', '--no-pylint', ...args], store.folder, settings);
  expect(await python('run')).toMatchObject({ code: 0 });
  const theirs = await latestRun('PythonCards', settings);
  for (const run of [ours, theirs]) {
    expect(await cardsBelow(elsewhere, run, 'start')).toHaveLength(1);
    expect(await cardsBelow(beside, run, 'start')).toEqual([]);
  }
  const [card] = await (await theirs.step('start').task)!.cards();
  expect(await python('card', 'get', `${theirs.id}/start`)).toMatchObject({ code: 0, stdout: `${await card!.html}\n` });
});
