import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type KubernetesListExecutorOptions, kubernetesListOptions } from './options';

/** `mf kubernetes list`. */
export default function kubernetesList(
  options: KubernetesListExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['kubernetes', 'list'], options, context, kubernetesListOptions);
}
