import type { MessagePort } from 'node:worker_threads';

/** What the thread is started with. */
export interface UnpackOrder {
  readonly file: string;
  /** The content goes there, or undefined. */
  readonly port: MessagePort;
  /** [0] is 1 once the thread has nothing more to say. */
  readonly signal: Int32Array;
}

/**
 * `unpackFile` for callers that can't wait for a promise: another thread does it, and gives the memory over. Undefined as well when something
 * goes wrong there: who reads the file as a whole finds out what.
 */
export function unpackInThread(file: string): Uint8Array<ArrayBuffer> | undefined {
  const { MessageChannel, receiveMessageOnPort, Worker } = process.getBuiltinModule('node:worker_threads');
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const workerData: UnpackOrder = { file, port: port2, signal };
  const worker = new Worker(require.resolve('../parts/unpack'), { workerData, transferList: [port2], execArgv: [] });
  worker.unref();
  // It has told through the port.
  worker.on('error', () => undefined);
  Atomics.wait(signal, 0, 0);
  const content = receiveMessageOnPort(port1)?.message as Uint8Array<ArrayBuffer> | undefined;
  port1.close();
  return content;
}
