import { META } from '../metadata/local-files';
import { parseJson } from '../metadata/parse-json';
import type { Storage } from '../storage/storage';
import { runPathspec, type RunPath } from '../task/task-path';
import { isProcessAlive, type ProcessIdentity } from './process-identity';

/** How often a scheduler renews its pulse, in milliseconds: as often as Metaflow's service is told. */
export const pulseInterval = 10_000;

/** From this age on, in milliseconds, a pulse that nobody can check counts as stopped: clocks of machines differ. */
const pulseLimit = 6 * pulseInterval;

/** What a local scheduler says of its run. `running` as long as it works on it. */
export type PulseState = 'running' | 'successful' | 'failed' | 'interrupted';

/**
 * The record that tells a run that goes on from one whose scheduler was killed: `<Flow>/<run>/_meta/mf_pulse.json`. Metaflow has
 * nothing of the kind in a local datastore, and its readers do not look at a file of this name.
 */
export interface RunPulse {
  readonly state: PulseState;
  readonly scheduler: ProcessIdentity;
  /** Milliseconds since the epoch, by the scheduler's clock; the last one is when the run ended. */
  readonly beatAt: number;
}

/** Writes the record. */
export async function writeRunPulse(storage: Storage, run: RunPath, pulse: RunPulse): Promise<void> {
  await storage.write(pulsePath(run), JSON.stringify(pulse), { overwrite: true });
}

/**
 * Reads the record; undefined for a run of another kind of scheduler.
 *
 * @throws CorruptRecordError
 */
export async function readRunPulse(storage: Storage, run: RunPath): Promise<RunPulse | undefined> {
  const bytes = await storage.read(pulsePath(run));
  return bytes && parseJson<RunPulse>(bytes, `${storage.root}/${pulsePath(run)}`);
}

/**
 * Whether a scheduler still works on its run. On its own machine the process itself is looked at, elsewhere the age of the pulse.
 *
 * @param now milliseconds since the epoch
 */
export function isBeating({ state, scheduler, beatAt }: RunPulse, now: number): boolean {
  return state === 'running' && (isProcessAlive(scheduler) ?? now - beatAt < pulseLimit);
}

function pulsePath(run: RunPath): string {
  return `${runPathspec(run)}/${META}/mf_pulse.json`;
}
