import type { Json } from '@mf/ir';
import { UsageError } from '../options/usage-error';

/** What is given for the configs of flows, by the config's name: files, relative to the current folder, or values. */
export interface ConfigOptions {
  readonly config?: Readonly<Record<string, string>>;
  /** A text is the text of the config, as it would stand in a file. */
  readonly configValue?: Readonly<Record<string, Json>>;
}

const options = { '--config': 'config', '--config-value': 'configValue' } as const;
type Flag = keyof typeof options;

/**
 * Takes `--config NAME PATH` and `--config-value NAME VALUE` out of the words of a command line. They decide how a flow is read, and that
 * comes before its parameters can be understood; and an option of two words is none of commander's. One word that is a JSON object, as in
 * METAFLOW_FLOW_CONFIG, says the same for several.
 *
 * @throws UsageError
 */
export function takeConfigs(argv: readonly string[]): { readonly words: string[]; readonly configs: ConfigOptions } {
  const words: string[] = [];
  const given = { config: {} as Record<string, string>, configValue: {} as Record<string, Json> };
  for (let at = 0; at < argv.length; at++) {
    const [, flag, joined] = /^(--config|--config-value)(?:=(.*))?$/s.exec(argv[at]!) ?? [];
    if (flag === undefined) {
      words.push(argv[at]!);
      continue;
    }
    const first = joined ?? argv[++at];
    const entries = first?.startsWith('{') ? readObject(first, flag) : [[first, argv[++at]] as const];
    for (const [name, value] of entries) {
      if (!name || value === undefined || (typeof value === 'string' && value.startsWith('--')))
        throw incomplete(flag as Flag);
      Object.assign(given[options[flag as Flag]], { [name]: value });
    }
  }
  return {
    words,
    configs: {
      ...(Object.keys(given.config).length > 0 && { config: given.config }),
      ...(Object.keys(given.configValue).length > 0 && { configValue: given.configValue }),
    },
  };
}

/**
 * A JSON object of names and what is given for them.
 *
 * @param source where it comes from, for the error
 * @throws UsageError
 */
export function readObject(text: string, source: string): [string, Json][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${source} is not JSON: ${(error as Error).message}`, shape(source));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${source} is not a JSON object`, shape(source));
  }
  return Object.entries(value as Record<string, Json>);
}

const shape = (source: string): string =>
  source.includes('VALUE') || source.includes('value')
    ? `Write it like {"settings": {"retries": 3}}.`
    : `Write it like {"settings": "settings.json"}.`;

function incomplete(flag: Flag): UsageError {
  return new UsageError(
    `${flag} needs the name of a config and ${flag === '--config' ? 'a path' : 'a value'}`,
    flag === '--config' ? 'Write --config settings settings.json' : `Write --config-value settings '{"retries": 3}'`,
  );
}
