import type { ExecutorContext } from '@nx/devkit';
import { readRuns } from '../read-runs';
import type { DumpExecutorOptions } from './options';

/** `mf dump`. */
export default function dump(options: DumpExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return readRuns(['dump'], options, context, {
    known: ['maxValueSize', 'include', 'metadata'],
    flags: ['private', 'json'],
  });
}
