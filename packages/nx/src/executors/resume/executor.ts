import type { ExecutorContext } from '@nx/devkit';
import { chosenFlow } from '../chosen-flow';
import { mfWords } from '../mf-words';
import { reportErrors } from '../report-errors';
import { runMf } from '../run-mf';
import { type ResumeExecutorOptions, resumeOptions } from './options';

/** `mf resume`. */
export default function resume(
  options: ResumeExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return reportErrors(() => {
    const words = mfWords(options, {
      ...resumeOptions,
      handled: ['file', 'step', ...(context.isVerbose ? ['verbose'] : [])],
    });
    const step = options.step === undefined ? [] : [options.step];
    return runMf(['resume', chosenFlow(options.file, context), ...step, ...words], context);
  });
}
