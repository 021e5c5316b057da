import { Worker } from 'node:worker_threads';
import { timeoutSignal } from '../process/timeout-signal';

/** How long the step's own thread may take to notice that its time is over. */
const graceMilliseconds = 1000;

/**
 * A thread of its own, so that it runs while the step blocks the other one. It is given as text because a bundle is one file.
 * `Atomics.wait` keeps time without a limit, which `setTimeout` has at 24 days.
 */
const watchdog = `
const { parentPort, workerData: { over, milliseconds, grace, signal } } = require('node:worker_threads');
if (Atomics.wait(over, 0, 0, milliseconds) === 'timed-out') {
  parentPort.postMessage('timeout');
  if (Atomics.wait(over, 0, 0, grace) === 'timed-out') process.kill(process.pid, signal);
}
`;

/**
 * Calls back when a step's time is over. A step that does not let go of its thread cannot be told: a moment later its process is
 * ended by `timeoutSignal`.
 *
 * @returns a function that ends the watch
 */
export function watchTime(milliseconds: number, onTimeout: () => void): () => void {
  const over = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(watchdog, {
    eval: true,
    execArgv: [],
    workerData: { over, milliseconds, grace: graceMilliseconds, signal: timeoutSignal },
  });
  // It must not keep a process alive in which nothing else can happen any more.
  worker.unref();
  const stop = (): void => {
    Atomics.store(over, 0, 1);
    Atomics.notify(over, 0);
  };
  worker.on('message', () => {
    stop();
    onTimeout();
  });
  return stop;
}
