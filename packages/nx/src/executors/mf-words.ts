/** Options of an executor as Nx hands them over: those of the target, its configuration and the command line in one object. */
export interface ExecutorOptions {
  /** The words after the target as they were typed (`$source: unparsed` in the schema). */
  readonly __unparsed__?: readonly string[];
  readonly [name: string]: unknown;
}

export interface MfOptions {
  /** Options of `mf` by their names in the schema, e.g. `maxWorkers` for `--max-workers`. All others are parameters of the flow. */
  readonly known: readonly string[];
  /** Options of `mf` without a value: true is the option, false is none. */
  readonly flags?: readonly string[];
  /** Options that the executor itself has taken care of. */
  readonly handled: readonly string[];
}

/**
 * The words for `mf` that say what the options of a target say. What was typed is passed on as it was typed, since Nx has already
 * turned `--alpha=1e3` into the number 1000 and `--id=007` into 7 in the options. What the target or its configuration sets, and the
 * command line does not, comes first.
 */
export function mfWords(options: ExecutorOptions, { known, flags = [], handled }: MfOptions): string[] {
  const typed = typedOptions(options.__unparsed__ ?? []);
  const typedNames = new Set(typed.map(({ name }) => name));
  const skipped = new Set([...handled, ...typedNames, '__unparsed__', '_']);
  const spelled = (name: string) => (known.includes(name) ? kebabCase(name) : name);

  const configured = Object.entries(options)
    .filter(([name, value]) => !skipped.has(camelCase(name)) && value !== undefined)
    .flatMap(([name, value]) => {
      if (flags.includes(name) && typeof value === 'boolean') return value ? [`--${kebabCase(name)}`] : [];
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

interface TypedOption {
  /** In camel case, as Nx matches it against a schema; undefined for a word that belongs to no option. */
  readonly name?: string;
  /** `--name=value`, or `--name` and the value, or one word. */
  readonly words: readonly string[];
}

function typedOptions(words: readonly string[]): TypedOption[] {
  const options: TypedOption[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const next = words[at + 1];
    const name = /^--([^=]+)/.exec(word)?.[1];
    if (name === undefined) options.push({ words: [word] });
    else if (word.includes('=') || next === undefined || next.startsWith('--'))
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
