import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { placedOptions } from '../placed-options';
import { type AirflowLogsExecutorOptions, airflowLogsOptions } from './options';

/** `mf airflow logs`. */
export default function airflowLogs(
  options: AirflowLogsExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['airflow', 'logs'], options, context, {
    ...airflowLogsOptions,
    places: placedOptions({ ...options }, ['runId', 'step']),
    handled: ['runId', 'step'],
  });
}
