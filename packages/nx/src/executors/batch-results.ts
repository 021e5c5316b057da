import type { TaskGraph } from '@nx/devkit';
import { describeError } from './report-errors';
import { type Execute, type TaskResult, taskResults } from './task-results';

/**
 * The results of all tasks of a batch. Tasks whose options agree in what counts for all flows of one reading, as configs do, are worked on
 * together.
 *
 * @param shared what the tasks of one reading have in common; compared as JSON
 */
export async function* batchResults<Options, Request, Shared>(
  { tasks }: TaskGraph,
  options: Readonly<Record<string, Options>>,
  requests: (options: Options) => readonly Request[],
  shared: (options: Options) => Shared,
  execute: (requests: readonly Request[], shared: Shared) => ReturnType<Execute<Request>>,
): AsyncGenerator<TaskResult, undefined> {
  const groups = new Map<string, { common: Shared; ids: string[] }>();
  for (const id of Object.keys(tasks)) {
    const common = shared(options[id]!);
    const key = JSON.stringify(common);
    const group = groups.get(key) ?? { common, ids: [] };
    groups.set(key, group);
    group.ids.push(id);
  }
  for (const { common, ids } of groups.values()) {
    yield* taskResults(
      ids.map((id) => ({ id, requests: () => requests(options[id]!) })),
      (all) => execute(all, common),
      describeError,
    );
  }
}
