import {
  ConfigFileError,
  ConfigNameError,
  ConfigNotAnObjectError,
  ConfigNotJsonError,
  ConfigNotResolvedError,
  ConfigParserError,
  MissingConfigError,
} from './config-errors';
import { type OptionNames, type UnknownOptions, unknownOptions } from './unknown-options';

/** What may stand in a config: JSON. */
export type ConfigValue =
  null | boolean | number | string | readonly ConfigValue[] | { readonly [key: string]: ConfigValue };

/** A config with its value. It has the shape of `ConfigDescription` of `@mf/ir`. */
export interface DescribedConfig {
  readonly name: string;
  readonly help: string;
  readonly required: boolean;
  /** The value as JSON text; null where none was given. */
  readonly json: string | null;
  /** Absent when there are none. */
  readonly unknownOptions?: UnknownOptions;
}

/** Text of a config, or why there is none, and where it is from. Text that a parser has made already is JSON. */
export type ConfigText = { readonly source: string } & (
  { readonly text: string; readonly isParsed?: boolean } | { readonly problem: string }
);

/** Whoever loads a flow to describe it: it alone knows files and options. */
export interface ConfigHost {
  /** What was given for a config, else the text of its default file; undefined where there is neither. */
  read(name: string, defaultFile: string | undefined): ConfigText | undefined;
  /** JSON text without what is of no account, or what is wrong with it and where. */
  checkJson(text: string): { readonly json: string } | { readonly problem: string };
}

interface ConfigOptions {
  readonly help?: string;
  readonly required?: boolean;
  readonly default?: string;
  readonly defaultValue?: unknown;
  readonly parser?: (text: string) => unknown;
}

const names: OptionNames<ConfigOptions> = {
  default: true,
  defaultValue: true,
  parser: true,
  required: true,
  help: true,
};

/** Where the host of the process stands: a flow's own copy of this package must find it, too. */
const hostKey = Symbol.for('@mf/flow.configHost');

let host: ConfigHost | undefined;
let declared = new Map<string, DescribedConfig>();
let values = new Map<string, ConfigValue>();

/** Gives the configs of the flow that is about to be loaded the values that they were frozen with. */
export function setConfigs(json: string): void {
  adoptHost();
  declared = new Map((JSON.parse(json) as DescribedConfig[]).map((config) => [config.name, config]));
  values = new Map();
}

/** The configs that the flow has declared so far. */
export function describedConfigs(): readonly DescribedConfig[] {
  adoptHost();
  return [...declared.values()];
}

/** The value of a config that the flow has. */
export function configValue(name: string): ConfigValue {
  const known = values.get(name);
  if (known !== undefined) return known;
  const json = declared.get(name)?.json ?? null;
  const value = json === null ? null : deepFreeze(JSON.parse(json) as ConfigValue);
  values.set(name, value);
  return value;
}

/** The value of a config, which is found at its first declaration. */
export function declareConfig(name: string, options: ConfigOptions): ConfigValue {
  adoptHost();
  if (host) {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) throw new ConfigNameError(name, 'cannot be called so');
    if (!declared.has(name)) declared.set(name, resolveConfig(host, name, options));
  } else if (!declared.has(name)) throw new ConfigNotResolvedError(name);
  return configValue(name);
}

/** Each flow that is described has a host of its own: what another flow of the process declared is none of its business. */
function adoptHost(): void {
  const present = (globalThis as { [hostKey]?: ConfigHost })[hostKey];
  if (present === host) return;
  host = present;
  declared = new Map();
  values = new Map();
}

function resolveConfig(from: ConfigHost, name: string, options: ConfigOptions): DescribedConfig {
  const { help = '', required = false, parser, defaultValue } = options;
  const describe = (json: string | null): DescribedConfig => ({
    name,
    help,
    required,
    json,
    ...unknownOptions(options, names),
  });
  const found = from.read(name, options.default);
  if (found && 'problem' in found) throw new ConfigFileError(name, found.source, found.problem);
  const given = found ?? (typeof defaultValue === 'string' ? { text: defaultValue, source: 'its default' } : undefined);
  const isParsed = found && 'isParsed' in found && found.isParsed === true;
  if (given) return describe(toJson(from, name, given, isParsed ? undefined : parser));
  if (defaultValue !== undefined) return describe(objectText(name, defaultValue, 'its default'));
  if (required) throw new MissingConfigError(name, help);
  return describe(null);
}

function toJson(
  from: ConfigHost,
  name: string,
  { text, source }: { readonly text: string; readonly source: string },
  parser: ((text: string) => unknown) | undefined,
): string {
  if (parser) return objectText(name, parsed(name, text, source, parser), `what its parser made of ${source}`);
  const checked = from.checkJson(text);
  if ('problem' in checked) throw new ConfigNotJsonError(name, source, checked.problem);
  objectText(name, JSON.parse(checked.json), source);
  return checked.json;
}

function parsed(name: string, text: string, source: string, parser: (text: string) => unknown): unknown {
  try {
    return parser(text);
  } catch (error) {
    throw new ConfigParserError(name, source, error);
  }
}

function objectText(name: string, value: unknown, source: string): string {
  const text = typeof value === 'object' && value !== null && !Array.isArray(value) ? JSON.stringify(value) : '';
  if (!text?.startsWith('{')) throw new ConfigNotAnObjectError(name, source);
  return text;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) deepFreeze(item);
  return Object.freeze(value);
}
