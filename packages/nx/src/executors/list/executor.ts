import type { ExecutorContext } from '@nx/devkit';
import { readRuns } from '../read-runs';
import type { ListExecutorOptions } from './options';

/** `mf list`. */
export default function list(options: ListExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return readRuns(['list'], options, context, { known: ['limit', 'namespace', 'metadata'], flags: ['json'] });
}
