import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type AirflowListRunsExecutorOptions, airflowListRunsOptions } from './options';

/** `mf airflow list-runs`. */
export default function airflowListRuns(
  options: AirflowListRunsExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['airflow', 'list-runs'], options, context, airflowListRunsOptions);
}
