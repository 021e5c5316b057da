import { setTimeout as sleep } from 'node:timers/promises';
import { Run } from '@mf/client';
import { signal } from '@mf/tools-python';
import { audit } from './audit';
import { outcomeOf } from './outcome';
import { isServing, warmProcesses } from './processes';
import { Store } from './store';

const flow = 'e2e/crash/flows/wide.flow.ts';
const options = ['--isolation', 'module', '--max-workers', '3'];

let undisturbed: Record<string, unknown>;

beforeAll(async () => {
  const store = new Store();
  const whole = store.start(['run', flow, ...options]);
  expect(await whole.ended).toMatchObject({ code: 0 });
  undisturbed = await outcomeOf(store.datastore, `WideFlow/${whole.run}`);
  store.remove();
});

describe.each([0, 250, 600])('killed %i ms after its first lines', (wait) => {
  test.each([
    ['together with the processes that serve its tasks', true],
    ['alone: those end by themselves', false],
  ])('a scheduler leaves a run that is resumed, %s', async (_what, isAll) => {
    const store = new Store();
    const victim = store.start(['run', flow, ...options]);
    await victim.says('three is here');
    await sleep(wait);
    const served = warmProcesses(victim);
    expect(served).toHaveLength(3);
    for (const pid of isAll ? [...served, victim.pid] : [victim.pid]) signal(pid, 'SIGKILL');
    await victim.ended;
    expect(audit(store.root)).toEqual([]);
    while (served.some(isServing)) await sleep(50);
    expect(audit(store.root)).toEqual([]);
    const run = new Run(`WideFlow/${victim.run}`, { datastore: store.datastore });
    expect((await run.status).state).toBe('killed');

    const resumed = store.start(['resume', flow, ...options]);
    expect({ end: await resumed.ended, printed: resumed.printed }).toMatchObject({ end: { code: 0 } });
    expect(await outcomeOf(store.datastore, `WideFlow/${resumed.run}`)).toEqual(undisturbed);
    // What was stored before the end was taken over, and is not done again.
    const [start] = await tasksOf(new Run(`WideFlow/${resumed.run}`, { datastore: store.datastore }), 'start');
    expect(start).toBe(`WideFlow/${victim.run}/start/1`);
    store.remove();
  });
});

/** Of the tasks of a step, those of another run whose results they took over. */
async function tasksOf(run: Run, step: string): Promise<(string | undefined)[]> {
  const origins: (string | undefined)[] = [];
  for await (const task of run.step(step)) origins.push(await task.originPathspec);
  return origins;
}
