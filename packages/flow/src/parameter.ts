import { declareParameter } from './parameter-declaration';
import type { JsonParameterOptions, JsonTextParameterOptions, ScalarParameterOptions } from './parameter-options';

type Base<O> = O extends { choices: readonly (infer Choice)[] }
  ? Choice
  : O extends { type: 'int' | 'float' }
    ? number
    : O extends { type: 'boolean' }
      ? boolean
      : O extends { type: 'bigint' }
        ? bigint
        : O extends { type: 'string' }
          ? string
          : O extends { default: number }
            ? number
            : O extends { default: boolean }
              ? boolean
              : O extends { default: bigint }
                ? bigint
                : string;

type Given<O> = O extends { required: true }
  ? true
  : O extends { default: null | undefined }
    ? false
    : O extends { default: unknown }
      ? true
      : false;

/** What a field declared with these options holds in a step; null where nobody has to give a value. */
export type ScalarParameterValue<O> =
  (O extends { separator: string } ? readonly Base<O>[] : Base<O>) | (Given<O> extends true ? never : null);

/** What is in JSON text is unknown, unless the author says it: `parameter<Info>({ ... })`. */
type JsonValue<T> = T extends string ? unknown : T;

/**
 * Declares a parameter of the flow: a field that is set from outside when a run starts, and is read-only in steps.
 *
 * ```ts
 * alpha = parameter({ default: 0.01, help: 'Learning rate' });
 * titles = parameter({ separator: ',', required: true });
 * info = parameter({ type: 'json', default: (context) => ({ who: context.userName }) });
 * ```
 *
 * The type of the values is that of the default unless `type` says it; without either it is text, as in Metaflow.
 */
export function parameter<const O extends ScalarParameterOptions>(options: O): ScalarParameterValue<O>;
export function parameter<T>(
  options: (JsonParameterOptions<T> & ({ required: true } | { default: unknown })) | JsonTextParameterOptions,
): JsonValue<T>;
export function parameter<T>(options: JsonParameterOptions<T>): T | null;
export function parameter(
  options: ScalarParameterOptions | JsonParameterOptions<unknown> | JsonTextParameterOptions,
): unknown {
  return declareParameter(options);
}
