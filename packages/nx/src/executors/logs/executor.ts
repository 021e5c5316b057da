import type { ExecutorContext } from '@nx/devkit';
import { mfOfFlow } from '../mf-of-flow';
import { type LogsExecutorOptions, logsOptions } from './options';

/** `mf logs`. */
export default function logs(options: LogsExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return mfOfFlow(['logs'], options, context, logsOptions);
}
