import { ownIdentity, pulseInterval, type PulseState, type RunPath, type Storage, writeRunPulse } from '@mf/datastore';
import type { RunResult } from './execute-run';

const stateOf = {
  succeeded: 'successful',
  failed: 'failed',
  interrupted: 'interrupted',
} as const satisfies Record<RunResult['status'], PulseState>;

/**
 * Works on a run, and tells its readers so until the work is over: then, how it ended. A run whose scheduler was killed has said
 * neither.
 *
 * @param work calls `over` when all tasks are done and something else is left to do
 * @throws what the work throws; DatastoreNotWritableError
 */
export async function whileBeating(
  storage: Storage,
  run: RunPath,
  work: (over: (status: RunResult['status']) => Promise<void>) => Promise<RunResult>,
): Promise<RunResult> {
  const scheduler = ownIdentity();
  const write = (state: PulseState): Promise<void> =>
    writeRunPulse(storage, run, { state, scheduler, beatAt: Date.now() });
  await write('running');
  let beat = Promise.resolve();
  const timer = setInterval(() => {
    // A disk that is full or away now may be back for the next beat; meanwhile it is the tasks that fail.
    beat = write('running').catch(() => undefined);
  }, pulseInterval);
  let isOver = false;
  const end = async (state: PulseState): Promise<void> => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    // The last word must not be written over by a beat that is on its way.
    await beat;
    await write(state);
  };
  let result: RunResult | undefined;
  try {
    result = await work((status) => end(stateOf[status]));
    return result;
  } finally {
    await end(result ? stateOf[result.status] : 'failed');
  }
}
