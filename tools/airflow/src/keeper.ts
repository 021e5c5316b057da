import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FromKeeper, KeeperInput } from './keeper-protocol';
import { descendants, livingProcesses, signal } from './process-tree';

/**
 * A process of its own that starts the parts of Airflow and outlives none of them: it stops all when it is told to, when a signal
 * comes, and when its input ends, which happens however the one that started it dies.
 */
const graceMilliseconds = 8000;
const children = new Map<string, ChildProcess>();
let kept = false;
let stopping: Promise<void> | undefined;

function tell(message: FromKeeper): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function start({ components, env }: KeeperInput & { kind: 'start' }): void {
  for (const { name, argv, logFile, user } of components) {
    const [program = '', ...args] = argv;
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(program, args, { ...user, env, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    child.on('error', (error) => tell({ kind: 'ended', name, how: error.message }));
    child.on('exit', (code, by) => {
      if (stopping === undefined) tell({ kind: 'ended', name, how: by === null ? `exit code ${code}` : by });
    });
    children.set(name, child);
  }
}

/** Tasks run in sessions of their own, so groups are not enough: the whole tree gets the signal. */
async function stop(): Promise<void> {
  let processes = await livingProcesses();
  const targets = new Set(descendants(process.pid, processes));
  targets.forEach((pid) => signal(pid, 'SIGTERM'));
  const living = () => processes.map(({ pid }) => pid).filter((pid) => targets.has(pid));
  for (const end = Date.now() + graceMilliseconds; Date.now() < end && living().length > 0;) {
    await sleep(100);
    processes = await livingProcesses();
    descendants(process.pid, processes).forEach((pid) => targets.add(pid));
  }
  living().forEach((pid) => signal(pid, 'SIGKILL'));
}

function stopOnce(): void {
  stopping ??= stop().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
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
