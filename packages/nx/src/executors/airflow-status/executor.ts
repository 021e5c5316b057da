import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { placedOptions } from '../placed-options';
import { type AirflowStatusExecutorOptions, airflowStatusOptions } from './options';

/** `mf airflow status`. */
export default function airflowStatus(
  options: AirflowStatusExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['airflow', 'status'], options, context, {
    ...airflowStatusOptions,
    places: placedOptions({ ...options }, ['runId']),
    handled: ['runId'],
  });
}
