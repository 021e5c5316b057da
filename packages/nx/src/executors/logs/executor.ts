import type { ExecutorContext } from '@nx/devkit';
import { readRuns } from '../read-runs';
import type { LogsExecutorOptions } from './options';

/** `mf logs`. */
export default function logs(options: LogsExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return readRuns(['logs'], options, context, {
    known: ['attempt', 'metadata'],
    flags: ['stdout', 'stderr', 'timestamps', 'follow'],
  });
}
