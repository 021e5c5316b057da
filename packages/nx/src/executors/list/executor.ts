import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type ListExecutorOptions, listOptions } from './options';

/** `mf list`. */
export default function list(options: ListExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return mfOfFlow(['list'], options, context, listOptions);
}
