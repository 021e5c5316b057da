import { setTimeout as sleep } from 'node:timers/promises';
import { Run } from '@mf/client';
import { signal } from '@mf/tools-python';
import { audit } from './audit';
import { outcomeOf } from './outcome';
import { randomNumbers } from './random';
import { Store } from './store';

const flow = 'e2e/crash/flows/sturdy.flow.ts';
const trials = Number(process.env['CRASH_TRIALS'] ?? 100);
const atOnce = 3;
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000_000);

/** An undisturbed run: what it leaves, how many lines it prints, and how many milliseconds pass between two of them. */
async function undisturbed(): Promise<{ outcome: Record<string, unknown>; lines: number; gap: number }> {
  const store = new Store();
  const process = store.start(['run', flow]);
  await process.says('Workflow starting');
  const started = Date.now();
  await process.ended;
  const lines = process.printed.split('\n').length;
  const gap = (Date.now() - started) / lines;
  const outcome = await outcomeOf(store.datastore, `SturdyFlow/${process.run}`);
  store.remove();
  return { outcome, lines, gap };
}

/** When a trial kills, and what. */
interface Plan {
  /** After so many lines of output, so that a slow machine kills as far on as a fast one, and so many milliseconds. */
  readonly line: number;
  readonly wait: number;
  /** Below 0.5 the scheduler, else one of the tasks that run. */
  readonly choice: number;
}

/** Runs the flow, kills its scheduler or one of its tasks, and resumes it where it has not succeeded all the same. */
async function trial({ line, wait, choice }: Plan, expected: Record<string, unknown>): Promise<string> {
  const store = new Store();
  try {
    const victim = store.start(['run', flow]);
    await victim.printsLines(line);
    await sleep(wait);
    const tasks = choice < 0.5 ? [] : store.tasks();
    const pid = tasks[Math.floor((choice - 0.5) * 2 * tasks.length)] ?? victim.pid;
    signal(pid, 'SIGKILL');
    expect(audit(store.root)).toEqual([]);
    await victim.ended;
    expect(audit(store.root)).toEqual([]);

    const first = victim.run;
    const what = pid === victim.pid ? 'scheduler' : 'task';
    const state = first && (await new Run(`SturdyFlow/${first}`, { datastore: store.datastore }).status).state;
    if (state === 'successful') {
      expect(await outcomeOf(store.datastore, `SturdyFlow/${first}`)).toEqual(expected);
      return `${what}, no need to resume`;
    }
    expect([undefined, 'killed', 'failed']).toContain(state);
    let next = store.start(['resume', flow]);
    let { code } = await next.ended;
    // Nothing was stored yet that could be taken over: mf says so, and how to go on.
    const isNothing = code === 1 && /MF500[24]|MF4002/.test(next.printed);
    if (isNothing) {
      next = store.start(['run', flow]);
      ({ code } = await next.ended);
    }
    expect({ code, printed: next.printed }).toMatchObject({ code: 0 });
    expect(await outcomeOf(store.datastore, `SturdyFlow/${next.run}`)).toEqual(expected);
    // What the killed scheduler left behind ends by itself, and leaves everything whole.
    await store.idle();
    expect(audit(store.root)).toEqual([]);
    return `${what}, ${isNothing ? 'nothing to resume' : 'resumed'}`;
  } finally {
    store.remove();
  }
}

test(`killed at ${trials} random moments, and resumed, a flow leaves what it leaves undisturbed`, async () => {
  const random = randomNumbers(seed);
  const measured = await Promise.all(Array.from({ length: atOnce }, undisturbed));
  const [{ outcome, lines, gap }] = measured as [Awaited<ReturnType<typeof undisturbed>>];
  const plan = Array.from({ length: trials }, (): Plan => ({
    line: Math.floor(random() * lines),
    wait: random() * 2 * gap,
    choice: random(),
  }));

  const failures: string[] = [];
  const kinds = new Map<string, number>();
  let index = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let at = index++; at < plan.length; at = index++) {
        try {
          const kind = await trial(plan[at]!, outcome);
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        } catch (error) {
          failures.push(`trial ${at} ${JSON.stringify(plan[at])}: ${String(error)}`);
        }
      }
    }),
  );
  console.log(`CRASH_SEED=${seed}`, Object.fromEntries(kinds));
  expect({ seed, failures }).toEqual({ seed, failures: [] });
});
