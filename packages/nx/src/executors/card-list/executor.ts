import type { ExecutorContext } from '@nx/devkit';
import { readRuns } from '../read-runs';
import type { CardListExecutorOptions } from './options';

/** `mf card list`. */
export default function cardList(
  options: CardListExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return readRuns(['card', 'list'], options, context, { known: ['type', 'id', 'hash', 'metadata'], flags: ['json'] });
}
