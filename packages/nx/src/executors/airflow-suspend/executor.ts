import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type AirflowSuspendExecutorOptions, airflowSuspendOptions } from './options';

/** `mf airflow suspend`. */
export default function airflowSuspend(
  options: AirflowSuspendExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['airflow', 'suspend'], options, context, airflowSuspendOptions);
}
