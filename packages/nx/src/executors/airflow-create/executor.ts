import { airflowCreate } from '@mf/cli/airflow-create';
import { configuredIo, printOutcomes } from '@mf/cli/report';
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
  return reportErrors(async () => {
    const io = configuredIo(root);
    const outcomes = airflowCreate(airflowCreateRequests(options, root), io, configOptions(options));
    return { success: (await printOutcomes(outcomes, io)) === 0 };
  });
}
