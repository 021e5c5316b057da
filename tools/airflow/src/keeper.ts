import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { endDescendants } from '@mf/tools-python';
import type { FromKeeper, KeeperInput } from './keeper-protocol';

/**
 * A process of its own that starts the parts of Airflow and outlives none of them: it stops all when it is told to, when a signal
 * comes, and when its input ends, which happens however the one that started it dies.
 */
const graceMilliseconds = 8000;
const scratches: string[] = [];
let kept = false;
let stopping: Promise<void> | undefined;

function tell(message: FromKeeper): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function start({ components, env }: KeeperInput & { kind: 'start' }): void {
  for (const { name, argv, logFile, user, scratch } of components) {
    if (scratch !== undefined) scratches.push(scratch);
    const [program = '', ...args] = argv;
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(program, args, { ...user, env, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    child.on('error', (error) => tell({ kind: 'ended', name, how: error.message }));
    child.on('exit', (code, by) => {
      if (stopping === undefined) tell({ kind: 'ended', name, how: by === null ? `exit code ${code}` : by });
    });
  }
}

/** Tasks run in sessions of their own, so groups are not enough: the whole tree gets the signal. */
function stopOnce(): void {
  stopping ??= stop().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}

async function stop(): Promise<void> {
  await endDescendants(graceMilliseconds);
  for (const scratch of scratches) await rm(scratch, { recursive: true, force: true });
}

process.on('SIGTERM', stopOnce);
process.on('SIGINT', stopOnce);
process.on('SIGHUP', stopOnce);
// The other side is gone: its end of input says what to do.
process.stdout.on('error', () => {});

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  const message = JSON.parse(line) as KeeperInput;
  if (message.kind === 'start') start(message);
  else kept = true;
});
input.on('close', () => {
  if (!kept) stopOnce();
});
