import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { placedOptions } from '../placed-options';
import { type AirflowTerminateExecutorOptions, airflowTerminateOptions } from './options';

/** `mf airflow terminate`. */
export default function airflowTerminate(
  options: AirflowTerminateExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['airflow', 'terminate'], options, context, {
    ...airflowTerminateOptions,
    places: placedOptions({ ...options }, ['runId']),
    handled: ['runId'],
  });
}
