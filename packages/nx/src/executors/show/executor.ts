import type { ExecutorContext } from '@nx/devkit';
import { chosenFlow } from '../chosen-flow';
import { reportErrors } from '../report-errors';
import { runMf } from '../run-mf';
import type { ShowExecutorOptions } from './options';

/** `mf show`. */
export default function show(options: ShowExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return reportErrors(() => runMf(['show', chosenFlow(options.file, context)], context));
}
