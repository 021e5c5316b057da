import { setTimeout as sleep } from 'node:timers/promises';

const shortest = 1000;
const longest = 15_000;

/**
 * Milliseconds to wait before Airflow is asked again: a second, and four times as long as it took to answer. So whoever waits keeps its web
 * server busy for a fifth of the time at most, with a run of thousands of tasks, and where 2.11 hashes a password at each call.
 *
 * @param answering how long it took, in milliseconds
 */
export function pauseAfter(answering: number): number {
  return Math.min(longest, Math.max(shortest, 4 * answering));
}

/**
 * Asks Airflow until there is an answer to keep, as seldom as `pauseAfter` says.
 *
 * @param ask gives undefined to be called again
 */
export async function askUntil<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer> {
  for (;;) {
    const asked = performance.now();
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(pauseAfter(performance.now() - asked));
  }
}
