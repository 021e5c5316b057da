import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type AirflowUnsuspendExecutorOptions, airflowUnsuspendOptions } from './options';

/** `mf airflow unsuspend`. */
export default function airflowUnsuspend(
  options: AirflowUnsuspendExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['airflow', 'unsuspend'], options, context, airflowUnsuspendOptions);
}
