import { airflowCreate, printOutcomes, processIo } from '@mf/cli';
import type { ExecutorContext } from '@nx/devkit';
import { configOptions } from '../config-options';
import { reportErrors } from '../report-errors';
import type { AirflowCreateExecutorOptions } from './options';
import { airflowCreateRequests } from './requests';

/** `mf airflow create`, of all flows of the project. */
export default function createDags(
  options: AirflowCreateExecutorOptions,
  { root }: ExecutorContext,
): Promise<{ success: boolean }> {
  const io = { ...processIo(), cwd: root };
  return reportErrors(async () => ({
    success:
      (await printOutcomes(airflowCreate(airflowCreateRequests(options, root), io, configOptions(options)), io)) === 0,
  }));
}
