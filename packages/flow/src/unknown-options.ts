/** Names among options that there are not, and those that there are. It has the shape of `UnknownOptions` of `@mf/ir`. */
export interface UnknownOptions {
  readonly given: readonly string[];
  readonly known: readonly string[];
}

/** The names of all options of a type: one that is missing or too many does not compile. */
export type OptionNames<Options> = Readonly<Record<Options extends unknown ? keyof Options : never, true>>;

/** What a record says of the options that it was made from: nothing when it has them all. */
export function unknownOptions(
  options: object,
  names: Readonly<Record<string, true>>,
): { readonly unknownOptions?: UnknownOptions } {
  const given = Object.keys(options).filter((name) => !Object.hasOwn(names, name));
  return given.length === 0 ? {} : { unknownOptions: { given, known: Object.keys(names) } };
}
