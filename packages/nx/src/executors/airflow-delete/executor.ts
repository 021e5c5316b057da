import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type AirflowDeleteExecutorOptions, airflowDeleteOptions } from './options';

/** `mf airflow delete`. */
export default function airflowDelete(
  options: AirflowDeleteExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['airflow', 'delete'], options, context, airflowDeleteOptions);
}
