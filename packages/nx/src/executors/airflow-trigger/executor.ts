import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type AirflowTriggerExecutorOptions, airflowTriggerOptions } from './options';

/** `mf airflow trigger`. */
export default function airflowTrigger(
  options: AirflowTriggerExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['airflow', 'trigger'], options, context, airflowTriggerOptions);
}
