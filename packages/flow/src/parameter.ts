import type { DeployTimeContext } from './deploy-time';
import { declareParameter } from './parameter-declaration';

interface CommonOptions {
  /** Shown by `--help` and in Airflow's trigger form. */
  help?: string;
  /** What Airflow's trigger form calls it; its name without it. */
  title?: string;
  /** Name outside of the code (command line, Airflow); the field's name without it. */
  name?: string;
  /** Whether a value must be given where there is no default. */
  required?: boolean;
}

/** A default that is computed once, when the flow is deployed or a local run starts. */
export type ComputedDefault<T> = (context: DeployTimeContext) => T | Promise<T>;

export interface NumberParameterOptions extends CommonOptions {
  /** Taken from the default where it is not given: `float` when that has a fraction. */
  type?: 'int' | 'float';
  default?: number | null;
  choices?: readonly number[];
  separator?: never;
}

export interface ComputedNumberParameterOptions extends CommonOptions {
  type: 'int' | 'float';
  default: ComputedDefault<number>;
  choices?: readonly number[];
  separator?: never;
}

/** Integers of any size. */
export interface BigintParameterOptions extends CommonOptions {
  type?: 'bigint';
  default?: bigint | null;
  choices?: never;
  separator?: never;
}

export interface ComputedBigintParameterOptions extends CommonOptions {
  type: 'bigint';
  default: ComputedDefault<bigint>;
  choices?: never;
  separator?: never;
}

export interface StringParameterOptions extends CommonOptions {
  type?: 'string';
  default?: string | null | ComputedDefault<string>;
  separator?: never;
  choices?: readonly string[];
}

export interface ListParameterOptions extends CommonOptions {
  type?: 'string';
  /** A list, or one text that is split like a given one. */
  default?: string | readonly string[] | null | ComputedDefault<string | readonly string[]>;
  /** Splits the text into a list of texts. The empty text is the empty list. */
  separator: string;
  /** What each of the texts may be. */
  choices?: readonly string[];
}

export interface BooleanParameterOptions extends CommonOptions {
  type?: 'boolean';
  default?: boolean | null;
  choices?: never;
  separator?: never;
}

export interface ComputedBooleanParameterOptions extends CommonOptions {
  type: 'boolean';
  default: ComputedDefault<boolean>;
  choices?: never;
  separator?: never;
}

export interface JsonParameterOptions<T> extends CommonOptions {
  type: 'json';
  default?: T | ComputedDefault<T>;
}

/** The default as JSON text, which is read as on a command line: `2.0` is a float to Python. */
export interface JsonTextParameterOptions extends CommonOptions {
  type: 'json';
  default: string | ComputedDefault<string>;
}

/** All options of a parameter whose values are numbers, texts or truth values. */
export type ScalarParameterOptions =
  | NumberParameterOptions
  | ComputedNumberParameterOptions
  | BigintParameterOptions
  | ComputedBigintParameterOptions
  | StringParameterOptions
  | ListParameterOptions
  | BooleanParameterOptions
  | ComputedBooleanParameterOptions;

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
