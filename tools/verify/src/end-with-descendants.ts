import { endDescendants } from '@mf/tools-python';

/** Longer than the keeper of an Airflow gives its parts. */
const graceMilliseconds = 20_000;

/**
 * From now on a signal to end ends all that this process has started, and then this process. A second one ends it at once.
 *
 * @returns to be awaited before anything more is started: does not resolve when such a signal has come
 */
export function endWithDescendants(): () => Promise<void> {
  let ending = Promise.resolve();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      ending = endDescendants(graceMilliseconds).then(() => {
        process.kill(process.pid, signal);
        return new Promise(() => {});
      });
    });
  }
  return () => ending;
}
