import type { ExecutorContext } from '@nx/devkit';
import { chosenFlow } from '../chosen-flow';
import { mfWords } from '../mf-words';
import { reportErrors } from '../report-errors';
import { runMf } from '../run-mf';
import { type RunExecutorOptions, runOptions } from './options';

/** `mf run`. Options that the schema does not name are parameters of the flow. */
export default function run(options: RunExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return reportErrors(() => {
    const words = mfWords(options, {
      ...runOptions,
      handled: ['file', ...(context.isVerbose ? ['verbose'] : [])],
    });
    return runMf(['run', chosenFlow(options.file, context), ...words], context);
  });
}
