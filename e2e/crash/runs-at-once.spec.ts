import { Flow, namespace } from '@mf/client';
import { readLatestRun } from '@mf/datastore';
import { audit } from './audit';
import { Store } from './store';
import { outcomeOf } from './outcome';

const flow = 'e2e/crash/flows/sturdy.flow.ts';
const count = 20;

test('twenty runs of one flow at once in one datastore do not disturb one another', async () => {
  namespace(null);
  const store = new Store();
  const runs = Array.from({ length: count }, (_, index) => store.start(['run', flow, '--tag', `number-${index}`]));
  for (const [index, run] of runs.entries()) {
    expect({ index, end: await run.ended, printed: run.printed }).toMatchObject({ end: { code: 0 } });
  }

  const ids = runs.map(({ run }) => run as string);
  expect(new Set(ids).size).toBe(count);
  const seen: string[] = [];
  for await (const run of new Flow('SturdyFlow', { datastore: store.datastore }).runs()) {
    seen.push(run.id);
    expect([...(await run.userTags)]).toEqual([`number-${ids.indexOf(run.id)}`]);
  }
  expect(seen.sort()).toEqual([...ids].sort());
  expect(ids).toContain(await readLatestRun(store.datastore.localTree, 'SturdyFlow'));

  const first = await outcomeOf(store.datastore, `SturdyFlow/${ids[0]}`);
  expect(first).toMatchObject({ status: 'successful', 'end[]': { sum: expect.any(String) as string } });
  for (const id of ids) expect(await outcomeOf(store.datastore, `SturdyFlow/${id}`)).toEqual(first);
  expect(audit(store.root)).toEqual([]);
  store.remove();
});
