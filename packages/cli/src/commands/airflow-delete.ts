import { createInterface } from 'node:readline/promises';
import type { AirflowApi } from '@mf/airflow';
import { askUntil } from '../airflow/ask-again';
import { type ChangedFlowOptions, openToChange } from '../airflow/open-deployment';
import { checkNoneGoesOn } from '../airflow/runs-going-on';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { openDagPlace } from '../dag-place/open-dag-place';
import { removeDeployed } from '../dag-place/deployed-files';

export interface AirflowDeleteOptions extends ChangedFlowOptions {
  /** See `openDagPlace`. */
  readonly to?: string;
  /** Do not ask. */
  readonly yes?: true;
  /** Seconds. */
  readonly timeout: number;
}

/** Nobody has agreed to a deletion. */
export class NotConfirmedError extends Error {
  override readonly name = 'NotConfirmedError';
  readonly code = 'MF2711';
  readonly advice = 'Give --yes: there is no terminal to ask at, or the answer was no.';

  constructor(dagId: string) {
    super(`${dagId} was not deleted`);
  }
}

/** Airflow has not seen in time that the file of a DAG is gone. */
export class DagStillThereError extends Error {
  override readonly name = 'DagStillThereError';
  readonly code = 'MF2713';
  readonly advice =
    'Its files are removed. Call the command again when Airflow has read its DAGs anew: to forget the DAG before that would bring it back.';

  constructor(dagId: string, seconds: number) {
    super(`Airflow still has the file of ${dagId} after ${seconds} seconds`);
  }
}

/** The place has no file of the DAG, and Airflow has one. */
export class DagElsewhereError extends Error {
  override readonly name = 'DagElsewhereError';
  readonly code = 'MF2718';
  readonly advice =
    'Give with --to, or AIRFLOW_DAGS, the place that it was deployed to. Where its file was removed just now, call the command again when ' +
    'Airflow has read its DAGs anew.';

  constructor(dagId: string, place: string) {
    super(`${dagId} was not deleted: nothing of it is in ${place}, and Airflow still has its file`);
  }
}

/** Deletes a deployed flow: its files, and what Airflow knows of its runs. Their results stay in the datastore. */
export async function airflowDelete(
  file: string,
  options: AirflowDeleteOptions,
  io: CommandIo,
  configs: ConfigOptions,
): Promise<number> {
  const place = openDagPlace(options.to, io);
  const deployment = await openToChange(file, options, io, configs);
  if (!deployment) return 1;
  const { api, dagId } = deployment;
  const isKnown = (await api.dag(dagId)) !== undefined;
  if (isKnown) await checkNoneGoesOn(api, dagId);
  if (!options.yes && !(await isConfirmed(dagId, place.name, io))) throw new NotConfirmedError(dagId);

  let removed: string[] = [];
  await place.change(`Delete ${dagId}`, async (storage) => {
    removed = await removeDeployed(storage, dagId);
    return removed;
  });
  io.stdout.write(removed.length > 0 ? `Removed from ${place.name}: ${removed.join(', ')}\n` : '');
  if (isKnown) {
    if (removed.length === 0 && (await api.dag(dagId))?.active) throw new DagElsewhereError(dagId, place.name);
    io.stdout.write(`Waiting for Airflow ${api.release} to see that ...\n`);
    await waitUntilGone(api, dagId, options.timeout);
  }
  io.stdout.write(
    isKnown || removed.length > 0
      ? `${dagId} is deleted. Results of its runs stay in the datastore.\n`
      : `There is no ${dagId}, neither in ${place.name} nor in Airflow.\n`,
  );
  return 0;
}

/** Airflow imports a DAG anew that it is told to forget while it still sees its file. */
async function waitUntilGone(api: AirflowApi, dagId: string, timeoutSeconds: number): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  await askUntil(async () => {
    const dag = await api.dag(dagId);
    if (dag && !dag.active) await api.delete(dagId);
    if (!dag?.active) return true;
    if (Date.now() > deadline) throw new DagStillThereError(dagId, timeoutSeconds);
    return undefined;
  });
}

async function isConfirmed(dagId: string, place: string, io: CommandIo): Promise<boolean> {
  if (io.stdout.isTTY !== true || !process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: io.stdout });
  try {
    const answer = await terminal.question(`Delete ${dagId} in Airflow, and its files in ${place}? (y/N) `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
