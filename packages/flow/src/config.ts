import { declareConfig } from './config-values';

interface CommonConfigOptions<T> {
  /** Shown by `--help`. */
  help?: string;
  /** Makes an object of the text, e.g. one of a YAML library. Without it the text is JSON. */
  parser?: (text: string) => T;
}

/** A file that is read where no other is given; its path starts in the folder of the flow's file. */
export interface ConfigFileOptions<T> extends CommonConfigOptions<T> {
  default: string;
  defaultValue?: never;
  required?: never;
}

/** A value that is taken where no other is given: the object itself, or text like that of a file. */
export interface ConfigValueOptions<T> extends CommonConfigOptions<T> {
  defaultValue: T | string;
  default?: never;
  required?: never;
}

export interface RequiredConfigOptions<T> extends CommonConfigOptions<T> {
  required: true;
  default?: never;
  defaultValue?: never;
}

export interface OptionalConfigOptions<T> extends CommonConfigOptions<T> {
  required?: false;
  default?: never;
  defaultValue?: never;
}

/** What a config without a type of its own holds. */
type AnyConfig = Readonly<Record<string, unknown>>;

/** An object that nobody can change, to its last leaf. */
export type Frozen<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/**
 * Declares a configuration of the flow, and gives its value: Metaflow's `Config`. It is known before anything else, so it can be used
 * in decorators and options of parameters, as well as in steps.
 *
 * ```ts
 * const settings = config('settings', { defaultValue: { retries: 2, cron: '0 * * * *' } });
 *
 * @schedule({ cron: settings.cron })
 * export class TrainFlow extends FlowSpec {
 *   settings = settings; // only where steps or readers of results want it as a field
 *   @retry({ times: settings.retries }) @step start() { ... }
 * ```
 *
 * The value is that of `--config settings FILE` or `--config-value settings '{...}'`, else of METAFLOW_FLOW_CONFIG or
 * METAFLOW_FLOW_CONFIG_VALUE, else the default. It is frozen when a run starts or a DAG is created, and stored as an artifact.
 *
 * @param name what it is called outside of the code, and as an artifact
 * @throws ConfigFileError, ConfigNotJsonError, ConfigNotAnObjectError, ConfigParserError, MissingConfigError, ConfigNotResolvedError
 */
export function config<T extends object = AnyConfig>(
  name: string,
  options: ConfigFileOptions<T> | ConfigValueOptions<T> | RequiredConfigOptions<T>,
): Frozen<T>;
export function config<T extends object = AnyConfig>(
  name: string,
  options?: OptionalConfigOptions<T>,
): Frozen<T> | null;
export function config(
  name: string,
  options:
    | ConfigFileOptions<object>
    | ConfigValueOptions<object>
    | RequiredConfigOptions<object>
    | OptionalConfigOptions<object> = {},
): unknown {
  return declareConfig(name, options);
}
