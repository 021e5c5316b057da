import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type ShowExecutorOptions, showOptions } from './options';

/** `mf show`. */
export default function show(options: ShowExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return mfOfFlow(['show'], options, context, showOptions);
}
