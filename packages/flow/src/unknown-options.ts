/** Names among options that there are not, and those that there are. It has the shape of `UnknownOptions` of `@mf/ir`. */
export interface UnknownOptions {
  readonly given: readonly string[];
  readonly known: readonly string[];
}

/** The names of all options of a type: one that is missing or too many does not compile. */
export type OptionNames<Options> = Readonly<Record<Options extends unknown ? keyof Options : never, true>>;

/** An object within options, e.g. one event of several, and the names that it may have. */
export interface NestedOptions {
  /** Where it stands: `events`. */
  readonly path: string;
  readonly value: unknown;
  readonly names: Readonly<Record<string, true>>;
}

/** What a record says of the options that it was made from, or of objects within them: nothing when there are all. */
export function unknownOptions(
  options: object,
  names: Readonly<Record<string, true>>,
  nested: readonly NestedOptions[] = [],
): { readonly unknownOptions?: UnknownOptions } {
  const own = unknownNames({ path: '', value: options, names });
  const found = own ?? nested.map(unknownNames).find((unknown) => unknown !== undefined);
  return found ? { unknownOptions: found } : {};
}

/** Of what is no plain object, others tell. */
function unknownNames({ path, value, names }: NestedOptions): UnknownOptions | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const full = (name: string) => (path === '' ? name : `${path}.${name}`);
  const given = Object.keys(value).filter((name) => !Object.hasOwn(names, name));
  return given.length === 0 ? undefined : { given: given.map(full), known: Object.keys(names).map(full) };
}
