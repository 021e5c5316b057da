/** Options of an executor as Nx hands them over: those of the target, its configuration and the command line in one object. */
export interface ExecutorOptions {
  /** The words after the target as they were typed (`$source: unparsed` in the schema). */
  readonly __unparsed__?: readonly string[];
  readonly [name: string]: unknown;
}

/** Options of `mf` by their names in a schema; all others are parameters of the flow. */
export interface OptionNames {
  /** Those with a value, e.g. `maxWorkers` for `--max-workers`. */
  readonly known: readonly string[];
  /** Those without a value: true is the option, false is none. */
  readonly flags?: readonly string[];
  /** Those that are true unless they are given: false is `--no-` and the name. */
  readonly switchedOn?: readonly string[];
}

export interface MfOptions extends OptionNames {
  /** Options that the executor itself has taken care of. */
  readonly handled: readonly string[];
}

/**
 * The words for `mf` that say what the options of a target say. What was typed is passed on as it was typed, since Nx has already
 * turned `--alpha=1e3` into the number 1000 and `--id=007` into 7 in the options. What the target or its configuration sets, and the
 * command line does not, comes first. Options without a value are as Nx has read them (`--production=false`), and so are parts of an
 * object (`--config.settings=prod.json`).
 */
export function mfWords(
  options: ExecutorOptions,
  { known, flags = [], switchedOn = [], handled }: MfOptions,
): string[] {
  const switches = new Set([...flags, ...switchedOn].flatMap((name) => [name, camelCase(`no-${kebabCase(name)}`)]));
  const isAsRead = (name: string) => switches.has(name) || (known.includes(name.split('.')[0]!) && name.includes('.'));
  const typed = typedOptions(options.__unparsed__ ?? [], switches).filter(
    ({ name }) => name === undefined || !isAsRead(name),
  );
  const typedNames = new Set(typed.map(({ name }) => name));
  const skipped = new Set([...handled, ...typedNames, '__unparsed__', '_']);
  const spelled = (name: string) => (known.includes(name) ? kebabCase(name) : name);

  const configured = Object.entries(options)
    .filter(([name, value]) => !skipped.has(camelCase(name)) && value !== undefined)
    .flatMap(([name, value]) => {
      if (flags.includes(name) && typeof value === 'boolean') return value ? [`--${kebabCase(name)}`] : [];
      if (switchedOn.includes(name) && typeof value === 'boolean') return value ? [] : [`--no-${kebabCase(name)}`];
      const values = known.includes(name) && Array.isArray(value) ? (value as unknown[]) : [value];
      return values.map((item) => `--${spelled(name)}=${typeof item === 'string' ? item : JSON.stringify(item)}`);
    });
  return [
    ...configured,
    ...typed
      .filter(({ name }) => name === undefined || !handled.includes(name))
      .flatMap(({ name, words: [first, ...rest] }) => [
        name !== undefined && known.includes(name) ? first!.replace(/^--[^=]*/, `--${kebabCase(name)}`) : first!,
        ...rest,
      ]),
  ];
}

/** The values that were typed for an option, as text; none when it was not typed. */
export function typedValues(options: Pick<ExecutorOptions, '__unparsed__'>, name: string): string[] {
  return typedOptions(options.__unparsed__ ?? [])
    .filter((option) => option.name === name)
    .map(({ words: [first, second] }) => second ?? first!.replace(/^--[^=]*=?/, ''));
}

/** The values of an option that may be repeated, as they were typed: Nx splits one value at its commas, and takes digits for a number. */
export function listedValues(options: ExecutorOptions, name: string): string[] {
  const typed = typedValues(options, name);
  return typed.length > 0 ? typed : [options[name] ?? []].flat().map(String);
}

interface TypedOption {
  /** In camel case, as Nx matches it against a schema; undefined for a word that belongs to no option. */
  readonly name?: string;
  /** `--name=value`, or `--name` and the value, or one word. */
  readonly words: readonly string[];
}

/** @param switches names of options that are followed by no value */
function typedOptions(words: readonly string[], switches: ReadonlySet<string> = new Set()): TypedOption[] {
  const options: TypedOption[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const next = words[at + 1];
    const name = /^--([^=]+)/.exec(word)?.[1];
    if (name === undefined) options.push({ words: [word] });
    else if (word.includes('=') || next === undefined || next.startsWith('--') || switches.has(camelCase(name)))
      options.push({ name: camelCase(name), words: [word] });
    else options.push({ name: camelCase(name), words: [word, words[++at]!] });
  }
  return options;
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
