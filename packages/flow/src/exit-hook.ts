import type { AttributeValue } from './decorator-record';
import { type FlowDecorator, flowDecorator } from './flow-decorator';
import { withLiveValue } from './live-values';
import type { RunReference } from './run-reference';
import { type OptionNames, unknownOptions } from './unknown-options';

/** What is called after a run, in a process of its own. */
export type ExitHook = (run: RunReference) => unknown;

export interface ExitHookOptions {
  /** Called when the run has succeeded. */
  onSuccess?: readonly ExitHook[];
  /** Called when it has failed, or was stopped. */
  onError?: readonly ExitHook[];
  /** Options of the back end. */
  options?: Readonly<Record<string, AttributeValue>>;
}

/** The functions of an `@exitHook`. */
export interface ExitHookFunctions {
  readonly onSuccess: readonly ExitHook[];
  readonly onError: readonly ExitHook[];
}

const names: OptionNames<ExitHookOptions> = { onSuccess: true, onError: true, options: true };

/**
 * Call functions when a run is over, one after another, each in a process of its own. One that fails is reported, and changes nothing
 * about the run. May be used several times. Metaflow's `@exit_hook`.
 */
export function exitHook(given: ExitHookOptions): FlowDecorator {
  const { onSuccess = [], onError = [], options } = given;
  const functions: ExitHookFunctions = { onSuccess, onError };
  const record = {
    name: 'exit_hook',
    attributes: {
      on_success: hookNames(onSuccess),
      on_error: hookNames(onError),
      ...(options !== undefined && { options }),
    },
    ...unknownOptions(given, names),
  };
  return flowDecorator(withLiveValue(record, functions));
}

/** Null stands for what is no function, or no list of them. */
function hookNames(hooks: readonly ExitHook[]): AttributeValue {
  if (!Array.isArray(hooks)) return null;
  return hooks.map((hook: ExitHook, index) => (typeof hook === 'function' ? hook.name || `hook ${index + 1}` : null));
}
