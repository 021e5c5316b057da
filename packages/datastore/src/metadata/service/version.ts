/** Whether a version such as `2.5.1` is this one or a later one. No version at all is none. */
export function isVersionFrom(version: string | undefined, needed: string): boolean {
  if (version === undefined) return false;
  const [has, wants] = [numbers(version), numbers(needed)];
  for (const [i, want] of wants.entries()) {
    const number = has[i] ?? 0;
    if (number !== want) return number > want;
  }
  return true;
}

/** What follows a number in its part (`0rc1`) says nothing here. */
function numbers(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
