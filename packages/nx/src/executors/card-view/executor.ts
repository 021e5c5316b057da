import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type CardViewExecutorOptions, cardViewOptions } from './options';

/** `mf card view`. */
export default function cardView(
  options: CardViewExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return mfOfFlow(['card', 'view'], options, context, cardViewOptions);
}
