import { openDatastore, pullRun } from '@mf/datastore';
import type { CommandIo } from '../command-io';
import { flowNameOrReported } from '../flow-name';
import { NothingToPullError, RunNotInDatastoreError } from '../read/pull-errors';
import { originRunId } from '../read/origin-run-id';

export interface MetadataPullOptions {
  /** Kind of storage that has the data: `s3`. */
  readonly datastore?: string;
  /** DAG of the run, where the id is Airflow's. */
  readonly dagId?: string;
}

/** How often progress is printed, in milliseconds. */
const printInterval = 1000;

/**
 * Rebuilds in `.metaflow` what can be known of runs from the datastore alone, for whatever reads that: Metaflow's own client, `resume`.
 *
 * @throws NothingToPullError, RunNotInDatastoreError, and what `pullRun` throws
 */
export async function metadataPull(
  file: string,
  runs: readonly string[],
  options: MetadataPullOptions,
  io: CommandIo,
): Promise<number> {
  const flow = await flowNameOrReported(file, io);
  if (flow === undefined) return 1;
  const { env, cwd } = io;
  const { storage, localTree } = openDatastore({
    env,
    cwd,
    create: true,
    datastore: options.datastore,
    metadata: 'local',
  });
  if (storage.type === 'local') throw new NothingToPullError(storage.root);
  for (const given of runs) {
    const run = await originRunId(flow, given, options.dagId, io);
    let printed = Date.now();
    const tasks = await pullRun(
      storage,
      localTree,
      { flow, run },
      {
        onProgress(read, all) {
          if (Date.now() - printed < printInterval) return;
          printed = Date.now();
          io.stderr.write(`${flow}/${run}: ${read} of ${all} tasks\n`);
        },
      },
    );
    if (tasks === undefined) throw new RunNotInDatastoreError(flow, run, storage.root);
    io.stdout.write(`${flow}/${run}: ${tasks} ${tasks === 1 ? 'task' : 'tasks'}\n`);
  }
  return 0;
}
