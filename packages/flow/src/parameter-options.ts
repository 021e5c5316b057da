import type { DeployTimeContext } from './deploy-time';

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

/** Options of a parameter whose value is the content of a file. */
export interface IncludeFileOptions extends CommonOptions {
  /** Path of the file that is taken where none is given, relative to the folder of the flow's file. */
  default?: string | null | ComputedDefault<string>;
  /** False for bytes. Default true. */
  isText?: boolean;
  /** How text is encoded, e.g. `latin-1`. Default `utf-8`. */
  encoding?: string;
}

/** Options of a parameter that takes a file. */
export type FileParameterOptions = IncludeFileOptions & { readonly type: 'file' };

/** Options of any parameter. */
export type ParameterOptions =
  ScalarParameterOptions | JsonParameterOptions<unknown> | JsonTextParameterOptions | FileParameterOptions;
