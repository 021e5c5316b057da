import type { AirflowApi, DagRun } from '@mf/airflow';
import { airflowRunId } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { canBeResumed } from '../read/can-be-resumed';
import { askUntil } from './ask-again';
import { hasEnded } from './dag-run';
import { airflowLogsCommand, continueCommand, type NamedRun } from './next-commands';
import { taskStates } from './task-states';
import { openWatchDisplay } from './watch-display';

/** The DAG of a flow, and what the command line says of it. */
export interface WatchedFlow extends Omit<NamedRun, 'run'> {
  readonly flow: string;
  readonly dagId: string;
}

/** Shows what becomes of a run's tasks until the run has ended. Exit code 0 when it succeeded. */
export async function watchRun(api: AirflowApi, watched: WatchedFlow, runId: string, io: CommandIo): Promise<number> {
  return reportEnd(await showUntilEnd(api, watched.dagId, runId, io), watched, io);
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

async function reportEnd({ runId, state }: DagRun, watched: WatchedFlow, io: CommandIo): Promise<number> {
  if (state === 'success') return 0;
  const named: NamedRun = { ...watched, run: airflowRunId(runId, watched.dagId) };
  io.stderr.write(`To read what Airflow has logged:   ${airflowLogsCommand(named)}\n`);
  if (await canBeResumed(watched.flow, named.run, io))
    io.stderr.write(`To continue on this machine:       ${continueCommand(named)}\n`);
  return 1;
}
