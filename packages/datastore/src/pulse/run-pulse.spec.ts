import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDatastore } from '../datastore';
import { isProcessAlive, ownIdentity } from './process-identity';
import { isBeating, readRunPulse, type RunPulse, writeRunPulse } from './run-pulse';

const own = ownIdentity();
const pulse: RunPulse = { state: 'running', scheduler: own, beatAt: 1_000_000 };

test('a pulse is read as it was written, and is no step of its run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mf-pulse-'));
  const { storage, metadata } = localDatastore(join(folder, '.metaflow'));
  const run = { flow: 'F', run: await metadata.writer('F', { user: 'ada' }).newRun() };
  expect(await readRunPulse(storage, run)).toBeUndefined();
  await writeRunPulse(storage, run, pulse);
  expect(await readRunPulse(storage, run)).toEqual(pulse);
  expect(await metadata.steps(run)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('on its own machine a process is alive as long as it is the same one, however old its pulse is', () => {
  expect(isBeating(pulse, pulse.beatAt + 1e9)).toBe(true);
  expect(isBeating({ ...pulse, state: 'interrupted' }, pulse.beatAt)).toBe(false);
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('another process that got the same number is not taken for it', () => {
  expect(isBeating({ ...pulse, scheduler: { ...own, startTicks: '1' } }, pulse.beatAt)).toBe(false);
});

onLinux('a process that has ended is not alive, collected by its parent or not', async () => {
  const child = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 5'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [piece] = (await once(child.stdout, 'data')) as [Buffer];
  const zombie = { ...own, pid: Number(piece.toString()), startTicks: null };
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(isProcessAlive({ ...zombie, startTicks: 'some' })).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isProcessAlive({ ...own, pid: child.pid!, startTicks: null })).toBe(false);
});

test('from another machine the age of the pulse decides', () => {
  const elsewhere = { ...pulse, scheduler: { ...own, machine: 'another' } };
  expect(isBeating(elsewhere, pulse.beatAt + 30_000)).toBe(true);
  expect(isBeating(elsewhere, pulse.beatAt + 120_000)).toBe(false);
});
