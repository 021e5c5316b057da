import type { DagRun } from '@mf/airflow';
import { airflowRunId } from '@mf/runtime';
import { deployedDag, findDagRun, runFacts } from '../airflow/dag-run';
import { type DeployedFlowOptions, openDeployment } from '../airflow/open-deployment';
import { scheduleText } from '../airflow/schedule-text';
import { stateColor } from '../airflow/state-color';
import { taskStates } from '../airflow/task-states';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { colorsFor } from '../report/colors';
import { textTable } from '../report/text-table';
import { durationText, timeText } from '../report/time-text';

export interface AirflowListRunsOptions extends DeployedFlowOptions {
  readonly limit: number;
  readonly json?: true;
}

/** Prints the runs of a deployed flow, the newest first. */
export async function airflowListRuns(
  file: string,
  options: AirflowListRunsOptions,
  io: CommandIo,
  configs: ConfigOptions,
): Promise<number> {
  const deployment = await openDeployment(file, options, io, configs);
  if (!deployment) return 1;
  const { api, dagId } = deployment;
  await deployedDag(api, dagId);
  const runs = await api.runs(dagId, options.limit);
  if (options.json) {
    const listed = runs.map(({ runId, state, startedAt, endedAt }) => ({
      run: airflowRunId(runId, dagId),
      ...{ airflowRun: runId, state, startedAt, endedAt, page: api.address(dagId, runId) },
    }));
    io.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
    return 0;
  }
  const colors = colorsFor(io.stdout, io.env);
  const rows = runs.map((run) => [airflowRunId(run.runId, dagId), run.runId, run.state, started(run), duration(run)]);
  const paint = (text: string, column: number, row: number | 'header'): string =>
    row === 'header' ? colors.bold(text) : column === 2 ? stateColor(text.trim(), colors)(text) : text;
  io.stdout.write(textTable(['RUN', 'AIRFLOW RUN', 'STATE', 'STARTED', 'DURATION'], rows, paint));
  io.stdout.write(`Page:  ${api.address(dagId)}\n`);
  return 0;
}

export interface AirflowStatusOptions extends DeployedFlowOptions {
  readonly json?: true;
}

/** Prints how a deployed flow stands, and a run of it: the newest one when none is named. */
export async function airflowStatus(
  file: string,
  run: string | undefined,
  options: AirflowStatusOptions,
  io: CommandIo,
  configs: ConfigOptions,
): Promise<number> {
  const deployment = await openDeployment(file, options, io, configs);
  if (!deployment) return 1;
  const { api, dagId } = deployment;
  const dag = await deployedDag(api, dagId);
  const isFirst = run === undefined && (await api.runs(dagId, 1)).length === 0;
  const latest = isFirst ? undefined : await findDagRun(api, dagId, run);
  const tasks = latest ? taskStates(await api.tasks(dagId, latest.runId)) : [];
  const { paused, schedule, nextRun, hasImportErrors } = dag;
  if (options.json) {
    const status = {
      ...{ dagId, suspended: paused, schedule, nextRun, hasImportErrors, page: api.address(dagId) },
      run: latest
        ? {
            run: airflowRunId(latest.runId, dagId),
            airflowRun: latest.runId,
            ...{ state: latest.state, startedAt: latest.startedAt, endedAt: latest.endedAt },
            page: api.address(dagId, latest.runId),
            tasks: tasks.map(({ taskId, text, tryNumber, startedAt, endedAt }) => ({
              ...{ task: taskId, state: text, tryNumber, startedAt, endedAt },
            })),
          }
        : null,
    };
    io.stdout.write(`${JSON.stringify(status, null, 2)}\n`);
    return 0;
  }
  const colors = colorsFor(io.stdout, io.env);
  const starts = scheduleText(dag);
  io.stdout.write(
    [
      `DAG:          ${dagId}${paused ? colors.yellow(' (suspended)') : ''}`,
      ...(starts === undefined ? [] : [`Schedule:     ${starts}`]),
      ...(hasImportErrors ? [colors.red('Its file cannot be imported as it is now; this is an older version.')] : []),
      `Page:         ${api.address(dagId)}`,
      '',
      '',
    ].join('\n'),
  );
  if (!latest) {
    io.stdout.write('It has no runs yet: start one with mf airflow trigger.\n');
    return 0;
  }
  io.stdout.write(runFacts(api, dagId, latest.runId));
  io.stdout.write(`State:        ${stateColor(latest.state, colors)(latest.state)}\n`);
  io.stdout.write(`Started:      ${started(latest)}\nDuration:     ${duration(latest)}\n\n`);
  const rows = tasks.map((task) => [task.taskId, String(task.tryNumber), duration(task), task.text]);
  const paint = (text: string, column: number, row: number | 'header'): string =>
    row === 'header' ? colors.bold(text) : column === 3 ? stateColor(tasks[row]!.worst, colors)(text) : text;
  io.stdout.write(textTable(['TASK', 'TRY', 'DURATION', 'STATE'], rows, paint));
  return 0;
}

const started = ({ startedAt }: Pick<DagRun, 'startedAt'>): string =>
  startedAt === null ? '' : timeText(new Date(startedAt));

function duration({ startedAt, endedAt }: Pick<DagRun, 'startedAt' | 'endedAt'>): string {
  if (startedAt === null) return '';
  return durationText((endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(startedAt));
}
