import { namespace, Run } from '@mf/client';
import type { Datastore } from '@mf/datastore';

/** What a run has left: artifacts of each task, by step and index, and how the run ended. */
export async function outcomeOf(datastore: Datastore, pathspec: string): Promise<Record<string, unknown>> {
  namespace(null);
  const run = new Run(pathspec, { datastore });
  const outcome: Record<string, unknown> = { status: (await run.status).state };
  for await (const step of run) {
    for await (const task of step) {
      const name = `${step.id}[${(await task.index) ?? ''}]`;
      if (name in outcome) throw new Error(`${pathspec} has more than one task for ${name}`);
      const artifacts: Record<string, unknown> = {};
      for await (const artifact of task) artifacts[artifact.id] = (await artifact.sha) satisfies string;
      outcome[name] = artifacts;
    }
  }
  return outcome;
}
