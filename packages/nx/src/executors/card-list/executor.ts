import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type CardListExecutorOptions, cardListOptions } from './options';

/** `mf card list`. */
export default function cardList(
  options: CardListExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['card', 'list'], options, context, cardListOptions);
}
