import { CorruptRecordError, type Datastore, type FlowDatastore, readLatestRun, type StoredTask } from '@mf/datastore';
import type { FlowGraph } from '../graph/flow-graph';
import { isOk } from '../graph/stored-outcome';
import { openIfDone } from '../task/open-if-done';
import { placeOf } from '../task/task-input';
import { NothingToResumeError, NoRunToResumeError, OriginElsewhereError, RunNotFoundError } from './errors';

/** How many runs an error lists. */
const listedRuns = 5;

/** What can be taken over from a run. */
export interface OriginRun {
  readonly run: string;
  readonly parameters: StoredTask;
  /** Tasks that went well, by `taskKey`. */
  readonly tasks: ReadonlyMap<string, StoredTask>;
}

/** A task's place in its flow, the same in every run: step, indices in foreach loops, iteration of a loop. */
export function taskKey(step: string, indices: readonly number[], iteration: readonly number[]): string {
  return `${step}[${indices.join(',')}][${iteration.join(',')}]`;
}

/**
 * The id of the run to resume: the one named, else the latest that `runFlow` started here: resumed runs do not count, as in Metaflow.
 *
 * @throws RunNotFoundError, NoRunToResumeError
 */
export async function findOriginRun(
  { localTree, metadata }: Datastore,
  flow: string,
  named: string | undefined,
): Promise<string> {
  const run = named ?? (await readLatestRun(localTree, flow));
  if (run === undefined) throw new NoRunToResumeError(flow);
  if (await isRun(metadata, flow, run)) return run;
  const runs = await metadata.runs(flow);
  throw new RunNotFoundError(
    flow,
    run,
    metadata.info,
    runs.slice(0, listedRuns).map((known) => known.run),
  );
}

/**
 * Reads which tasks of a run went well.
 *
 * @param steps the steps whose tasks are of interest
 * @throws NothingToResumeError when the run has no parameters, OriginElsewhereError
 */
export async function readOriginRun(
  datastore: Datastore,
  graph: FlowGraph,
  run: string,
  steps: readonly string[],
): Promise<OriginRun> {
  const flow = datastore.flow(graph.flow.name);
  const [parameters] = await doneTasks(datastore, flow, run, '_parameters');
  if (!parameters) throw await noParameters(datastore, graph.flow.name, run);
  const tasks = new Map<string, StoredTask>();
  for (const step of steps) {
    for (const stored of await doneTasks(datastore, flow, run, step)) {
      const { foreach, iterationStack } = placeOf(stored, step);
      tasks.set(
        taskKey(
          step,
          foreach.stack.map(({ index }) => index),
          iterationStack,
        ),
        stored,
      );
    }
  }
  return { run, parameters, tasks };
}

async function noParameters(datastore: Datastore, flow: string, run: string): Promise<Error> {
  const path = { flow, run, step: '_parameters' };
  for (const { task } of await datastore.metadata.tasks(path)) {
    const [record] = await datastore.metadata.artifacts({ ...path, task });
    const { type, root } = datastore.storage;
    if (record && record.storageType !== type) return new OriginElsewhereError(run, record, root);
  }
  return new NothingToResumeError(flow, run);
}

async function isRun(metadata: Datastore['metadata'], flow: string, run: string): Promise<boolean> {
  // What can be no name of a directory can be no run either.
  if (!/^[^/\\\0]+$/.test(run) || run === '.' || run === '..') return false;
  return (await metadata.run({ flow, run })) !== undefined;
}

/** The tasks of a step that went well, the oldest first: of two for the same place the newer one counts. */
async function doneTasks(datastore: Datastore, flow: FlowDatastore, run: string, step: string): Promise<StoredTask[]> {
  const records = await datastore.metadata.tasks({ flow: flow.flow, run, step });
  const opened = await Promise.all(records.map(({ task }) => openIfWhole(flow, { run, step, task })));
  return opened.flatMap((stored) => (stored && isOk(stored) ? [stored] : [])).reverse();
}

/** A task that has lost something, as in a power failure, is run again like one that was not done. */
async function openIfWhole(
  flow: FlowDatastore,
  task: { readonly run: string; readonly step: string; readonly task: string },
): Promise<StoredTask | undefined> {
  try {
    const stored = await openIfDone(flow, task);
    if (!stored || flow.storage.type !== 'local') return stored;
    for (const { sha } of stored.artifacts.values()) if (!(await flow.blobs.has(sha))) return undefined;
    return stored;
  } catch (error) {
    if (error instanceof CorruptRecordError) return undefined;
    throw error;
  }
}
