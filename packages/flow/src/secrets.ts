import type { AttributeValue } from './decorator-record';
import { withLiveValue } from './live-values';
import { metaflowAttributes } from './metaflow-attributes';
import { type StepDecorator, stepDecorator } from './step-decorator';
import { type OptionNames, unknownOptions } from './unknown-options';

/** What a source is told. */
export interface SecretContext {
  /** Of the source, else of the decorator, else METAFLOW_DEFAULT_SECRETS_ROLE; null without any. */
  readonly role: string | null;
}

/** Gives variables and their values, in the task, before its step. */
export type FetchSecret = (
  context: SecretContext,
) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;

/** A source of one's own: what knows a kind of back end gives objects of this shape. */
export interface SecretSource {
  /** Kind of back end, for messages. */
  readonly type: string;
  /** Which secret, for messages. */
  readonly id: string;
  readonly role?: string;
  readonly fetch: FetchSecret;
}

/** Values in the source code: for tests and examples. */
export interface InlineSecret {
  readonly type: 'inline';
  readonly id: string;
  readonly options: { readonly envVars: Readonly<Record<string, string>> };
}

/**
 * A variable of the environment that the task is started in, with the id as its name: a JSON object of variables, or a text that becomes
 * the variable `envVarName`.
 */
export interface EnvironmentSecret {
  readonly type: 'environment';
  readonly id: string;
  readonly options?: { readonly envVarName?: string };
}

export interface SecretsOptions {
  /** `'environment.NAME'`, an object, or a function that fetches variables. */
  sources: readonly (string | InlineSecret | EnvironmentSecret | SecretSource | FetchSecret)[];
  role?: string;
  /** Whether secrets may replace variables that are there already. Default false. */
  allowOverride?: boolean;
}

const names: OptionNames<SecretsOptions> = { sources: true, role: true, allowOverride: true };

/**
 * Fetch secrets in the task and put them into its environment before the step begins. Only where they come from is known outside of it.
 * Metaflow's `@secrets`.
 */
export function secrets(options: SecretsOptions): StepDecorator {
  const { sources, role, allowOverride } = options;
  const isList = Array.isArray(sources);
  const attributes = metaflowAttributes({
    sources: isList ? sources.map(describeSource) : null,
    role,
    allowOverride,
  });
  const record = { name: 'secrets', attributes, ...unknownOptions(options, names) };
  return stepDecorator(withLiveValue(record, isList ? sources.map(fetchOf) : []));
}

/** A source without anything that is, or could become, a secret. */
function describeSource(source: SecretsOptions['sources'][number], index: number): AttributeValue {
  if (typeof source === 'string') return source;
  if (typeof source === 'function')
    return { type: 'function', id: source.name || `source ${index + 1}`, in_code: true };
  if (typeof source !== 'object' || source === null) return null;
  const { type, id } = source;
  if ('fetch' in source) return metaflowAttributes({ type, id, role: source.role, inCode: true });
  if (type === 'inline') return { type, id, in_code: true };
  const { options } = source as EnvironmentSecret;
  return metaflowAttributes({ type, id, options: options && metaflowAttributes({ ...options }) });
}

function fetchOf(source: SecretsOptions['sources'][number]): FetchSecret | undefined {
  if (typeof source === 'function') return source;
  if (typeof source !== 'object' || source === null) return undefined;
  if ('fetch' in source) return (context) => source.fetch(context);
  if (source.type !== 'inline') return undefined;
  return () => (source as InlineSecret).options.envVars;
}
