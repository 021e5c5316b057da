import type { Json } from '@mf/ir';
import { authorPosition, authorStack } from './author-stack';
import { loadFailure, loadTimeout } from './describe-bundles';
import { DefaultFunctionError, DefaultsNotEvaluatedError } from './errors';
import { runLoader } from './loader-process';

/** What the functions of deploy-time parameters are told, beside the name of their parameter. */
export interface DefaultsContext {
  readonly flowName: string;
  readonly userName: string;
  /** Where artifacts are stored, in Metaflow's words: `local` or `s3`. */
  readonly dsType: string;
}

export interface EvaluateOptions {
  /** Environment of the author's code; that of this process without it. */
  readonly env?: NodeJS.ProcessEnv;
  /** How long all functions together may take, in milliseconds. */
  readonly timeout?: number;
}

/**
 * Calls the functions of a flow's deploy-time parameters, each once, in a process of its own.
 *
 * @param bundleFile absolute path
 * @returns their values, by the parameters' names
 * @throws DefaultFunctionError when a function throws, DefaultsNotEvaluatedError when the flow cannot be loaded or does not come to an end
 */
export async function evaluateDefaults(
  bundleFile: string,
  context: DefaultsContext,
  { env, timeout = loadTimeout }: EvaluateOptions = {},
): Promise<Readonly<Record<string, Json>>> {
  for await (const outcome of runLoader(
    { files: [bundleFile], context: { ...context } },
    { timeout, ...(env && { env }) },
  )) {
    if (outcome.kind === 'value') return outcome.value as Readonly<Record<string, Json>>;
    if (outcome.kind === 'thrown' && outcome.parameter !== undefined) {
      const stack = authorStack(outcome.failure.stack, bundleFile);
      throw new DefaultFunctionError(
        outcome.parameter,
        { ...outcome.failure, stack },
        authorPosition(outcome.failure.stack, bundleFile),
      );
    }
    throw new DefaultsNotEvaluatedError(loadFailure(bundleFile, outcome, timeout));
  }
  throw new Error('the loader gave no outcome');
}
