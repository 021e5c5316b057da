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
 * @throws what the work throws; DatastoreNotWritableError
 */
export async function whileBeating(storage: Storage, run: RunPath, work: () => Promise<RunResult>): Promise<RunResult> {
  const scheduler = ownIdentity();
  const write = (state: PulseState): Promise<void> =>
    writeRunPulse(storage, run, { state, scheduler, beatAt: Date.now() });
  await write('running');
  const timer = setInterval(() => {
    // A disk that is full or away now may be back for the next beat; meanwhile it is the tasks that fail.
    write('running').catch(() => undefined);
  }, pulseInterval);
  let result: RunResult | undefined;
  try {
    result = await work();
    return result;
  } finally {
    clearInterval(timer);
    await write(result ? stateOf[result.status] : 'failed');
  }
}
