import { type ExecutorOptions, typedValues } from './mf-words';

/** The values of options that are words of their own for `mf`, as they were typed: Nx takes some ids for numbers. Up to the first without one. */
export function placedOptions(options: ExecutorOptions, names: readonly string[]): string[] {
  const words: string[] = [];
  for (const name of names) {
    const value = typedValues(options, name).at(-1) ?? options[name];
    if (value === undefined) break;
    words.push(String(value));
  }
  return words;
}
