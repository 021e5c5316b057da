import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type KubernetesKillExecutorOptions, kubernetesKillOptions } from './options';

/** `mf kubernetes kill`. */
export default function kubernetesKill(
  options: KubernetesKillExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['kubernetes', 'kill'], options, context, kubernetesKillOptions);
}
