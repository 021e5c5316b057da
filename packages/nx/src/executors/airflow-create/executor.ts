import { airflowCreate, processIo } from '@mf/cli';
import type { ExecutorContext } from '@nx/devkit';
import { printedOutcomes } from '../printed-outcomes';
import { reportErrors } from '../report-errors';
import type { AirflowCreateExecutorOptions } from './options';
import { airflowCreateRequests } from './requests';

/** `mf airflow create`, of all flows of the project. */
export default function createDags(
  options: AirflowCreateExecutorOptions,
  { root }: ExecutorContext,
): Promise<{ success: boolean }> {
  const io = { ...processIo(), cwd: root };
  return reportErrors(() => printedOutcomes(airflowCreate(airflowCreateRequests(options, root), io), io));
}
