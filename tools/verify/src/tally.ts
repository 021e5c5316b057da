import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** How many tests of several suites passed and failed, and what those say that failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

export const nothing: Tally = { passed: 0, failed: 0, failures: [] };

export function sum(...tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, { passed, failed, failures }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      failures: [...total.failures, ...failures],
    }),
    nothing,
  );
}

/** The counts that an earlier call has left; undefined when there are none. */
export function readTally(file: string): Tally | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Tally) : undefined;
}

export function writeTally(file: string, tally: Tally): void {
  writeFileSync(file, JSON.stringify(tally));
}

/** The failures again, at the end of a long output, and the counts as its last line. */
export function totalText(tally: Tally): string {
  return [...tally.failures, tallyText(tally)].join('\n\n');
}

export function tallyText({ passed, failed }: Pick<Tally, 'passed' | 'failed'>): string {
  return `${passed} passed, ${failed} failed`;
}
