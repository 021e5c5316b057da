/**
 * The members of a class with those of its base, which come first: one of its own stands in the place of an inherited one of the same
 * name, and replaces it whole.
 */
export function inherit<M extends { readonly name: string }>(inherited: readonly M[], own: readonly M[]): readonly M[] {
  const known = new Set(inherited.map(({ name }) => name));
  const replaced = inherited.flatMap((member) => {
    const replacing = own.filter(({ name }) => name === member.name);
    return replacing.length > 0 ? replacing : [member];
  });
  return [...replaced, ...own.filter(({ name }) => !known.has(name))];
}
