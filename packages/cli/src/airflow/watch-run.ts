import type { AirflowApi, DagRun } from '@mf/airflow';
import { airflowRunId } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { askUntil } from './ask-again';
import { hasEnded } from './dag-run';
import { taskStates } from './task-states';
import { openWatchDisplay } from './watch-display';

/** Shows what becomes of a run's tasks until the run has ended. Exit code 0 when it succeeded. */
export async function watchRun(
  api: AirflowApi,
  dagId: string,
  runId: string,
  file: string,
  io: CommandIo,
): Promise<number> {
  return reportEnd(await showUntilEnd(api, dagId, runId, io), dagId, file, io);
}

async function showUntilEnd(api: AirflowApi, dagId: string, runId: string, io: CommandIo): Promise<DagRun> {
  const display = await openWatchDisplay(io);
  try {
    return await askUntil(async () => {
      // Asked before its tasks are, so that they are those of the end when it has ended.
      const run = await api.run(dagId, runId);
      display.show(run, taskStates(await api.tasks(dagId, runId)));
      return hasEnded(run) ? run : undefined;
    });
  } finally {
    display.close();
  }
}

function reportEnd({ runId, state }: DagRun, dagId: string, file: string, { stderr }: CommandIo): number {
  if (state === 'success') return 0;
  const run = airflowRunId(runId, dagId);
  stderr.write(`To read what Airflow has logged:   mf airflow logs ${file} ${run}\n`);
  stderr.write(`To continue on this machine:       mf resume ${file} --origin-run-id ${run}\n`);
  return 1;
}
