import { setTimeout as sleep } from 'node:timers/promises';
import type { AirflowApi, DagRun } from '@mf/airflow';
import { airflowRunId } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { colorsFor } from '../report/colors';
import { timeText } from '../report/time-text';
import { hasEnded } from './dag-run';
import { stateColor } from './state-color';
import { taskStates } from './task-states';

const pollInterval = 1000;

/** Shows what becomes of a run's tasks, a line for each change, until the run has ended. Exit code 0 when it succeeded. */
export async function watchRun(
  api: AirflowApi,
  dagId: string,
  runId: string,
  file: string,
  io: CommandIo,
): Promise<number> {
  const colors = colorsFor(io.stdout, io.env);
  const told = new Map<string, string>();
  const tell = (what: string, state: string, paint: (text: string) => string): void => {
    if ((told.get(what) ?? 'none') === state) return;
    told.set(what, state);
    io.stdout.write(`${timeText(new Date())} [${what}] ${paint(state)}\n`);
  };
  for (;;) {
    // Asked before its tasks are, so that they are those of the end when it has ended.
    const run = await api.run(dagId, runId);
    for (const { taskId, text, worst } of taskStates(await api.tasks(dagId, runId))) {
      tell(taskId, text, stateColor(worst, colors));
    }
    tell('run', run.state, stateColor(run.state, colors));
    if (hasEnded(run)) return reportEnd(run, dagId, file, io);
    await sleep(pollInterval);
  }
}

function reportEnd({ runId, state }: DagRun, dagId: string, file: string, { stderr }: CommandIo): number {
  if (state === 'success') return 0;
  const run = airflowRunId(runId, dagId);
  stderr.write(`To read what Airflow has logged:   mf airflow logs ${file} ${run}\n`);
  stderr.write(`To continue on this machine:       mf resume ${file} --origin-run-id ${run}\n`);
  return 1;
}
