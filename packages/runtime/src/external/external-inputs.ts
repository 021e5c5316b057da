import type { FlowDatastore } from '@mf/datastore';
import { type FlowGraph } from '../graph/flow-graph';
import { isOk, storedTransition } from '../graph/stored-outcome';
import { externalTaskId } from '../identity';
import { openIfDone } from '../task/open-if-done';
import { InputNotReadyError } from './errors';

/**
 * Finds what a task of an external scheduler reads, as `run/step/task`, from the graph and the datastore alone: task ids are a
 * function of the place in the foreach loops, so nothing is passed around.
 *
 * @throws InputNotReadyError
 */
export async function externalInputs(
  graph: FlowGraph,
  datastore: FlowDatastore,
  run: string,
  step: string,
  indexStack: readonly number[],
): Promise<string[]> {
  const find = (names: readonly string[], at: readonly number[]): Promise<string> =>
    findInput(datastore, run, step, names, externalTaskId(at));
  if (step === graph.start) return [`${run}/_parameters/${externalTaskId([])}`];
  const parents = graph.parents(step);
  const split = graph.splitOf(step);
  if (!split) {
    // The first step in a foreach reads the split, which is one level further out.
    const isItem = parents.some((parent) => graph.step(parent).next.kind === 'foreach');
    return [await find(parents, isItem ? indexStack.slice(0, -1) : indexStack)];
  }
  if (split.next.kind === 'foreach') {
    const splits = await numberOfSplits(datastore, run, step, split.name, externalTaskId(indexStack));
    return Promise.all(Array.from({ length: splits }, (_none, index) => find(parents, [...indexStack, index])));
  }
  return Promise.all(
    graph.next(split.name).map((_branch, position) => {
      const ends = parents.filter((parent) => graph.branchOf(split, parent) === position);
      return find(ends, indexStack);
    }),
  );
}

/** Of steps that may lead here, the one that did: after a switch only one of them has, in its newest attempt. */
async function findInput(
  datastore: FlowDatastore,
  run: string,
  step: string,
  candidates: readonly string[],
  task: string,
): Promise<string> {
  for (const candidate of candidates) {
    const stored = await openIfDone(datastore, { run, step: candidate, task });
    if (stored && isOk(stored) && storedTransition(stored)?.next.includes(step)) return `${run}/${candidate}/${task}`;
  }
  throw new InputNotReadyError(
    step,
    candidates.map((candidate) => `${candidate}/${task}`),
  );
}

async function numberOfSplits(
  datastore: FlowDatastore,
  run: string,
  step: string,
  split: string,
  task: string,
): Promise<number> {
  const stored = await openIfDone(datastore, { run, step: split, task });
  const splits = stored && isOk(stored) ? storedTransition(stored)?.splits : undefined;
  if (splits === undefined) throw new InputNotReadyError(step, [`${split}/${task}`]);
  return splits;
}
