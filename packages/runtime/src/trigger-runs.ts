import type { Datastore } from '@mf/datastore';
import type { TriggerRecord } from './trigger';

/** A run that `--trigger` names cannot have started another one. */
export class TriggerRunError extends Error {
  override readonly name = 'TriggerRunError';
  readonly code = 'MF5146';
  readonly advice = 'Name a run of the other flow that has succeeded: --trigger TrainFlow/1795462530943750.';
}

/**
 * What `current.trigger` would know if these runs had started one: Metaflow's records, with which a flow with `@triggerOnFinish` is tried.
 *
 * @param pathspecs `Flow/run`, of any namespace
 * @throws TriggerRunError
 */
export async function triggersOfRuns(pathspecs: readonly string[], datastore: Datastore): Promise<TriggerRecord[]> {
  const { NotFoundError, Run } = await import('@mf/client');
  const records = await Promise.all(
    pathspecs.map(async (pathspec): Promise<TriggerRecord[]> => {
      const [flow, id, ...more] = pathspec.split('/');
      if (!flow || !id || more.length > 0) throw new TriggerRunError(`${JSON.stringify(pathspec)} is no FLOW/RUN`);
      const run = new Run(pathspec, { datastore, namespace: null });
      const task = await run.endTask.catch((error: unknown) => {
        throw error instanceof NotFoundError ? new TriggerRunError(`there is no run ${pathspec}`) : error;
      });
      if (!task || !(await task.successful)) throw new TriggerRunError(`the run ${pathspec} has not succeeded`);
      const finishedAt = (await task.finishedAt)?.getTime();
      const timestamp = finishedAt === undefined ? null : Math.floor(finishedAt / 1000);
      const step = task.pathspec.split('/')[2] ?? 'end';
      // A last step of another name is also known as `end`, as in Metaflow.
      return [...new Set([step, 'end'])].map((name) => ({
        ...{ name: `metaflow.${flow}.${name}`, id: task.pathspec, timestamp, type: 'run' },
      }));
    }),
  );
  return records.flat();
}
