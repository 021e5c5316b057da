import type { ExecutorContext } from '@nx/devkit';
import { chosenFlow } from './chosen-flow';
import { type ExecutorOptions, mfWords, type OptionNames, typedValues } from './mf-words';
import { reportErrors } from './report-errors';
import { runMf } from './run-mf';

/** Options of a command about one flow; a pathspec is a word of its own for `mf`. */
export interface FlowOptions extends Pick<ExecutorOptions, '__unparsed__'> {
  readonly file?: string;
  readonly pathspec?: string | number;
}

interface FlowCommand extends OptionNames {
  /** Words that follow the file, and options that they stand for. */
  readonly places?: readonly string[];
  readonly handled?: readonly string[];
}

/** Runs a command of `mf` about one flow: `mf VERB FILE [PATHSPEC] ...`. */
export function mfOfFlow(
  verb: readonly string[],
  options: FlowOptions,
  context: ExecutorContext,
  { places = [], handled = [], ...names }: FlowCommand,
): Promise<{ success: boolean }> {
  return reportErrors(() => {
    const words = mfWords(
      { ...options },
      {
        ...names,
        handled: ['file', 'pathspec', ...handled, ...(context.isVerbose ? ['verbose'] : [])],
      },
    );
    // As it was typed: Nx takes the id of a run for a number.
    const pathspec = typedValues(options, 'pathspec').at(-1) ?? options.pathspec;
    const all = [...places, ...(pathspec === undefined ? [] : [String(pathspec)])];
    return runMf([...verb, chosenFlow(options.file, context), ...all, ...words], context);
  });
}
