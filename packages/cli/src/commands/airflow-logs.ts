import type { AirflowApi, TaskInstance } from '@mf/airflow';
import { askUntil } from '../airflow/ask-again';
import { checkChosen, chosenTasks, type TaskChoice } from '../airflow/chosen-tasks';
import { findDagRun, hasEnded } from '../airflow/dag-run';
import { type DeployedFlowOptions, openDeployment } from '../airflow/open-deployment';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { colorsFor } from '../report/colors';

export interface AirflowLogsOptions extends DeployedFlowOptions, TaskChoice {
  readonly follow?: true;
}

/** Airflow has no task of that name in the run. */
export class DagTaskNotFoundError extends Error {
  override readonly name = 'DagTaskNotFoundError';
  readonly code = 'MF2710';
  readonly advice: string;

  constructor(runId: string, task: string, known: readonly string[]) {
    super(`The run ${runId} has no task ${task}`);
    this.advice = `Its tasks are ${[...new Set(known)].sort().join(', ')}.`;
  }
}

/** Prints what Airflow has logged of the tasks of a run, with what is its own: the newest run when none is named. */
export async function airflowLogs(
  file: string,
  run: string | undefined,
  step: string | undefined,
  options: AirflowLogsOptions,
  io: CommandIo,
  configs: ConfigOptions,
): Promise<number> {
  const deployment = await openDeployment(file, options, io, configs);
  if (!deployment) return 1;
  const { api, dagId } = deployment;
  const { runId } = await findDagRun(api, dagId, run);
  const printer = new LogPrinter(api, dagId, runId, options, io);
  return askUntil(async () => {
    const isOver = !options.follow || hasEnded(await api.run(dagId, runId));
    const tasks = await api.tasks(dagId, runId);
    if (step !== undefined && !tasks.some(({ taskId }) => isTask(taskId, step)))
      throw new DagTaskNotFoundError(
        runId,
        step,
        tasks.map(({ taskId }) => taskId),
      );
    const ofStep = tasks.filter(({ taskId }) => step === undefined || isTask(taskId, step));
    // What is not there yet may come while it is waited for.
    if (isOver) checkChosen(ofStep, options, runId, step);
    await printer.print(ofStep);
    return isOver ? 0 : undefined;
  });
}

/** Tasks of a foreach have the name of their group before their own. */
const isTask = (taskId: string, step: string): boolean => taskId === step || taskId.endsWith(`.${step}`);

/** Prints each line of the logs of a run once. */
class LogPrinter {
  readonly #printed = new Map<string, number>();
  #header = '';

  constructor(
    private readonly api: AirflowApi,
    private readonly dagId: string,
    private readonly runId: string,
    private readonly options: AirflowLogsOptions,
    private readonly io: CommandIo,
  ) {}

  async print(tasks: readonly TaskInstance[]): Promise<void> {
    const started = chosenTasks(tasks, this.options).filter(({ startedAt }) => startedAt !== null);
    started.sort((a, b) => Date.parse(a.startedAt!) - Date.parse(b.startedAt!) || a.mapIndex - b.mapIndex);
    for (const { taskId, mapIndex, tryNumber } of started) {
      const wanted = this.options.attempt === undefined ? tryNumber : this.options.attempt + 1;
      const name = `${taskId}${mapIndex < 0 ? '' : `[${mapIndex}]`}, attempt ${wanted - 1}`;
      const lines = (await this.api.log(this.dagId, this.runId, taskId, wanted, mapIndex)).split('\n');
      if (lines.at(-1) === '') lines.pop();
      const printed = this.#printed.get(name) ?? 0;
      if (lines.length <= printed) continue;
      this.#printed.set(name, lines.length);
      if (this.#header !== name) {
        const { bold } = colorsFor(this.io.stdout, this.io.env);
        this.io.stdout.write(`${this.#header === '' ? '' : '\n'}${bold(name)}\n`);
        this.#header = name;
      }
      this.io.stdout.write(`${lines.slice(printed).join('\n')}\n`);
    }
  }
}
