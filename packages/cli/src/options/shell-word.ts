/** A word as one writes it in a POSIX shell: in quotes where it has more than letters, digits and marks that mean nothing there. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
