import type { MessagePort } from 'node:worker_threads';

/** What the thread is started with. */
export interface UnpackOrder {
  readonly file: string;
  /** The content goes there, or undefined. */
  readonly port: MessagePort;
}

/** Wakes who waits for the thread whatever becomes of it, also when its program cannot be loaded: `signal[0]` is 1 then. */
const threadStart = `
const { program, signal } = require('node:worker_threads').workerData;
process.on('exit', () => {
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
require(program);
`;

/**
 * `unpackFile` for callers that can't wait for a promise: another thread does it, and gives the memory over. Undefined as well when something
 * goes wrong there: who reads the file as a whole finds out what.
 */
export function unpackInThread(file: string): Uint8Array<ArrayBuffer> | undefined {
  const { MessageChannel, receiveMessageOnPort, Worker } = process.getBuiltinModule('node:worker_threads');
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const order: UnpackOrder = { file, port: port2 };
  const workerData = { ...order, program: require.resolve('../parts/unpack'), signal };
  const worker = new Worker(threadStart, { eval: true, workerData, transferList: [port2], execArgv: [] });
  worker.unref();
  // Who reads the file as a whole finds out.
  worker.on('error', () => undefined);
  Atomics.wait(signal, 0, 0);
  const content = receiveMessageOnPort(port1)?.message as Uint8Array<ArrayBuffer> | undefined;
  port1.close();
  return content;
}
