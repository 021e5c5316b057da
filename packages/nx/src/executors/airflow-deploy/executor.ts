import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type AirflowDeployExecutorOptions, airflowDeployOptions } from './options';

/** `mf airflow deploy`. */
export default function airflowDeploy(
  options: AirflowDeployExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['airflow', 'deploy'], options, context, airflowDeployOptions);
}
