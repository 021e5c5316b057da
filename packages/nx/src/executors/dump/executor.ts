import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type DumpExecutorOptions, dumpOptions } from './options';

/** `mf dump`. */
export default function dump(options: DumpExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return mfOfFlow(['dump'], options, context, dumpOptions);
}
