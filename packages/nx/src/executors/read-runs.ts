import type { ExecutorContext } from '@nx/devkit';
import { chosenFlow } from './chosen-flow';
import { type ExecutorOptions, type MfOptions, mfWords, typedValues } from './mf-words';
import { reportErrors } from './report-errors';
import { runMf } from './run-mf';

/** Options of a command that looks at runs; the pathspec is a word of its own for `mf`. */
export interface ReadOptions extends Pick<ExecutorOptions, '__unparsed__'> {
  readonly file?: string;
  readonly pathspec?: string | number;
}

interface ReadCommand extends Pick<MfOptions, 'known' | 'flags'> {
  /** Words that follow the file, and options that they stand for. */
  readonly places?: readonly string[];
  readonly handled?: readonly string[];
}

/** Runs a command of `mf` that looks at runs of one flow: `mf VERB FILE [PATHSPEC] ...`. */
export function readRuns(
  verb: readonly string[],
  options: ReadOptions,
  context: ExecutorContext,
  { known, flags, places = [], handled = [] }: ReadCommand,
): Promise<{ success: boolean }> {
  return reportErrors(() => {
    const words = mfWords(
      { ...options },
      {
        known,
        ...(flags && { flags }),
        handled: ['file', 'pathspec', ...handled, ...(context.isVerbose ? ['verbose'] : [])],
      },
    );
    // As it was typed: Nx takes the id of a run for a number.
    const pathspec = typedValues(options, 'pathspec').at(-1) ?? options.pathspec;
    const all = [...places, ...(pathspec === undefined ? [] : [String(pathspec)])];
    return runMf([...verb, chosenFlow(options.file, context), ...all, ...words], context);
  });
}
