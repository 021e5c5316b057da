import { dirname } from 'node:path';
import {
  adviceBesideBundle,
  besideBundleCode,
  type FlowDescription,
  isMissingBesideBundle,
  type Position,
} from '@mf/ir';
import { sentence } from '../sentence';
import { authorPosition } from './author-stack';
import { type BundleFile, type GivenConfigs, type LoaderOutcome, runLoader } from './loader-process';

/** Why a bundle could not be loaded: a diagnostic whose place may not be known. */
export interface LoadFailure {
  readonly code: string;
  readonly message: string;
  readonly advice: string;
  /** In the author's source. */
  readonly at?: Position;
}

export type DescribedBundle =
  | { readonly file: string; readonly description: FlowDescription }
  | { readonly file: string; readonly failure: LoadFailure };

export interface DescribeOptions {
  /** Environment of the author's code; that of this process without it. */
  readonly env?: NodeJS.ProcessEnv;
  /** Is told of each bundle as soon as it is known. */
  readonly onEach?: (described: DescribedBundle) => void;
  /** How long one bundle may take to load, in milliseconds. */
  readonly timeout?: number;
  /** What was given for configs. */
  readonly configs?: GivenConfigs;
}

/** Default of `DescribeOptions.timeout`. */
const loadTimeout = 30_000;

/**
 * Loads bundles in one process of their own, one after another, and gives what each says of its flow, in their order. One that
 * throws, ends the process or does not come to an end is reported for itself alone (MF3010 to MF3012); the others go on in a fresh process.
 *
 * @param bundles with their maps beside them
 */
export async function describeBundles(
  bundles: readonly BundleFile[],
  { env, onEach, timeout = loadTimeout, configs = {} }: DescribeOptions = {},
): Promise<readonly DescribedBundle[]> {
  const described: DescribedBundle[] = [];
  while (described.length < bundles.length) {
    const left = bundles.slice(described.length);
    let first = true;
    for await (const outcome of runLoader(left, { timeout, configs, ...(env && { env }) })) {
      // What ended a process may have been started by a bundle before: to be sure, the bundle is tried once more as the first one.
      if (endsLoader(outcome) && !first) break;
      first = false;
      const { file } = bundles[described.length] as BundleFile;
      const result = describedBundle(file, outcome, timeout);
      described.push(result);
      onEach?.(result);
    }
  }
  return described;
}

function endsLoader(outcome: LoaderOutcome): boolean {
  return outcome.kind === 'ended' || outcome.kind === 'timeout' || (outcome.kind === 'thrown' && outcome.uncaught);
}

function describedBundle(file: string, outcome: LoaderOutcome, timeout: number): DescribedBundle {
  if (outcome.kind === 'value') return { file, description: outcome.description };
  return { file, failure: loadFailure(file, outcome, timeout) };
}

/** What to say of a bundle that could not be loaded. */
function loadFailure(file: string, outcome: Exclude<LoaderOutcome, { kind: 'value' }>, timeout: number): LoadFailure {
  switch (outcome.kind) {
    case 'thrown': {
      const { name, message, stack, code, advice, missing } = outcome.failure;
      const at = authorPosition(stack, file);
      if (code !== undefined && advice !== undefined)
        return { code, message: sentence(message), advice, ...(at && { at }) };
      const isBesideBundle = isMissingBesideBundle({ code: 'ENOENT', path: missing }, dirname(file));
      return {
        code: isBesideBundle ? besideBundleCode : 'MF3010',
        message: `The flow cannot be loaded: ${name}: ${message}`,
        advice: isBesideBundle
          ? adviceBesideBundle(stack)
          : 'Code outside of steps runs whenever a flow is loaded, also to show or deploy it. Correct it, or move it into a step.',
        ...(at && { at }),
      };
    }
    case 'ended':
      return {
        code: 'MF3011',
        message: `The process ended while the flow was loaded (${outcome.exit}${outcome.exit === 'exit code 13' ? ': an await that never ends' : ''}).`,
        advice: 'Code outside of steps must not end the process (process.exit). What it printed stands above.',
      };
    case 'timeout':
      return {
        code: 'MF3012',
        message: `Loading the flow took longer than ${timeout / 1000} seconds.`,
        advice: 'Move what takes long out of the top level of the module, into a step.',
      };
  }
}
