import type { Storage } from '../storage/storage';
import { joinNames } from '../task/task-path';

/** Name of the file beside a flow's runs: the id of the run that was started last, as plain text. */
const LATEST_RUN = 'latest_run';

/** The run of a flow that was started last from this datastore, whatever provider knows the runs. */
export async function readLatestRun(storage: Storage, flow: string): Promise<string | undefined> {
  const bytes = await storage.read(joinNames(flow, LATEST_RUN));
  return bytes?.toString('utf8').trim() || undefined;
}

/** Notes that a run was started. */
export async function writeLatestRun(storage: Storage, flow: string, run: string): Promise<void> {
  await storage.write(joinNames(flow, LATEST_RUN), run, { overwrite: true });
}
