import type { ExecutorContext } from '@nx/devkit';
import { readRuns } from '../read-runs';
import type { CardViewExecutorOptions } from './options';

/** `mf card view`. */
export default function cardView(
  options: CardViewExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return readRuns(['card', 'view'], options, context, { known: ['type', 'id', 'hash', 'metadata'] });
}
