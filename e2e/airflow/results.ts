import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Flow, type Run } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { type DagId, dags } from './dags';
import { mf } from './mf-command';

/** What each task of a run has stored: the SHA-1 of each artifact by `step[place in the foreach loops][visit of a loop]`. */
export type Results = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** All that the author's code has stored in a run, by places: ids of tasks differ between schedulers. */
export async function resultsOf(run: Run): Promise<Results> {
  const results: Record<string, Record<string, string>> = {};
  for await (const step of run) {
    for await (const task of step) {
      const stack = (await task.artifact('_foreach_stack').data) as readonly { readonly index: number }[];
      const iteration = (await task.artifact('_iteration_stack').data) as readonly number[];
      const shas: Record<string, string> = {};
      for await (const artifact of task) {
        if (!artifact.id.startsWith('_')) shas[artifact.id] = await artifact.sha;
      }
      results[`${step.id}[${stack.map(({ index }) => index).join()}][${iteration.join()}]`] = shas;
    }
  }
  return results;
}

/** Runs the flow of a DAG on this machine, and gives what it has stored. */
export async function localResults(dagId: DagId, args: readonly string[] = []): Promise<Results> {
  const root = await mkdtemp(join(tmpdir(), 'mf-local-'));
  try {
    const env = { METAFLOW_DATASTORE_SYSROOT_LOCAL: root, METAFLOW_USER: 'ana' };
    const { code, output } = await mf(['run', dags[dagId].file, ...args], env);
    if (code !== 0) throw new Error(output);
    const datastore = localDatastore(join(root, '.metaflow'));
    return await resultsOf((await new Flow(dagId, { datastore }).latestRun)!);
  } finally {
    await rm(root, { recursive: true });
  }
}
