import { setTimeout as sleep } from 'node:timers/promises';
import { clearAttempts, type StoredTask } from '@mf/datastore';
import { fallbackAttempts, stepRetry, stepCatch } from '@mf/ir/graph';
import { GraphWalk, type ReadyTask } from '../graph/graph-walk';
import { storedTransition } from '../graph/stored-outcome';
import { loopTaskId, placeOf, visitOf } from '../identity';
import { externalInputs } from './external-inputs';
import { superviseTask, writerOf } from './supervise-task';
import type { Supervision } from './supervision';

/**
 * Runs a loop as one task of an external scheduler, which cannot draw it: its steps one after the other, each as a Metaflow task of its
 * own, until a switch leads out of it. An attempt that is run again begins from the entry of the loop.
 *
 * @returns the task that led out; undefined when a step failed for good
 */
export async function superviseLoop(supervision: Supervision): Promise<StoredTask | undefined> {
  const { graph, datastore, args } = supervision;
  const { indexStack } = supervision.place;
  const loop = graph.loopOf(args.step) ?? [args.step];
  const flow = datastore.flow(graph.flow.name);
  const found = await externalInputs(graph, flow, args.run, args.step, indexStack).catch((error: unknown) => ({
    error,
  }));
  if ('error' in found) return withoutInputs(supervision, found.error);
  const walk = new GraphWalk(graph);
  const visits = new Visits();
  const queue: ReadyTask[] = [
    {
      step: found.step,
      // The loops around this one are none of the walk's business: only their places count.
      levels: indexStack.map((index) => ({ index, splits: 0 })),
      iteration: [0],
      inputs: found.paths.map((path) => path.slice(args.run.length + 1)),
      readsClones: false,
    },
  ];
  let last: StoredTask | undefined;
  for (let ready = queue.shift(); ready; ready = queue.shift()) {
    const at = ready.levels.map(({ index }) => index);
    const task = loopTaskId(at, visits.next(ready.step, at));
    const stored = await withRetries(supervision, ready, task, at);
    if (!stored) break;
    const { next = [], splits } = storedTransition(stored) ?? {};
    if (next.every((name) => loop.includes(name))) {
      queue.push(...walk.finished({ ready, task, outcome: { next, splits }, isClone: false }));
    } else {
      last = stored;
    }
  }
  await forgetOtherVisits(supervision, loop, visits);
  return last;
}

/** Records that the loop did not find what it reads as the failure of its first task. */
async function withoutInputs(supervision: Supervision, error: unknown): Promise<undefined> {
  const { args } = supervision;
  const { indexStack } = supervision.place;
  await superviseTask(supervision, {
    step: args.step,
    task: loopTaskId(indexStack, 0),
    indexStack,
    attempt: args.attempt,
    maxRetries: args.maxRetries,
    inputs: () => Promise.reject(error as Error),
  });
}

/** How often each step was visited at each place. */
class Visits {
  readonly #counts = new Map<string, { readonly at: readonly number[]; count: number }>();

  next(step: string, at: readonly number[]): number {
    const key = `${step} ${at.join('.')}`;
    const known = this.#counts.get(key) ?? { at, count: 0 };
    this.#counts.set(key, known);
    return known.count++;
  }

  has(step: string, task: string): boolean {
    return [...this.#counts].some(([key, { at, count }]) => {
      const visit = key.startsWith(`${step} `) ? visitOf(task, at) : undefined;
      return visit !== undefined && visit < count;
    });
  }
}

/**
 * Brings one task of the loop to success. The scheduler repeats the whole loop as often as the step that may be repeated least; what a
 * step may be tried more often than that is done here.
 */
async function withRetries(
  supervision: Supervision,
  { step, inputs }: ReadyTask,
  task: string,
  at: readonly number[],
): Promise<StoredTask | undefined> {
  const { graph, args } = supervision;
  const source = graph.step(step);
  const { times, minutesBetween } = stepRetry(source.decorators, args.with);
  const outer = args.maxRetries ?? args.attempt;
  const inner = Math.max(0, times - outer);
  const fallbacks = stepCatch(source, args.with) && args.attempt >= outer ? fallbackAttempts(times) : 0;
  for (let retry = 0; ; retry++) {
    const { stored, isStopped } = await superviseTask(supervision, {
      step,
      task,
      indexStack: at,
      attempt: args.attempt * (inner + 1) + retry,
      maxRetries: outer * (inner + 1) + inner,
      inputs: async () => inputs.map((input) => `${args.run}/${input}`),
    });
    if (stored || isStopped || retry >= inner + fallbacks) return stored;
    if (retry < inner) await sleep(minutesBetween * 60_000);
  }
}

/** An earlier attempt may have gone around more often: what it left must not be taken for a result of this one. */
async function forgetOtherVisits(supervision: Supervision, loop: readonly string[], visits: Visits): Promise<void> {
  const { graph, datastore, args } = supervision;
  const { indexStack } = supervision.place;
  const metadata = writerOf(supervision);
  for (const step of loop) {
    for (const task of await datastore.flow(graph.flow.name).tasks(args.run, step)) {
      if (!isOfLoop(task, indexStack) || visits.has(step, task)) continue;
      await clearAttempts(datastore.storage, metadata, { flow: graph.flow.name, run: args.run, step, task }, 0);
    }
  }
}

/** Whether a task of a step in the loop stands at the place of the loop, or at an item of a foreach inside of it. */
function isOfLoop(task: string, indexStack: readonly number[]): boolean {
  const at = placeOf(task);
  return at !== undefined && indexStack.every((index, level) => at[level] === index);
}
