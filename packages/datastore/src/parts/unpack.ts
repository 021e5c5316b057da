// A thread that unpacks a file. A file of its own, for few tasks read so large a value.
import { workerData } from 'node:worker_threads';
import type { UnpackOrder } from '../storage/unpack-in-thread';
import { unpackFile } from '../storage/unpack-file';

const { file, port, signal } = workerData as UnpackOrder;
process.on('exit', () => {
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
void unpackFile(file)
  .then((content) => port.postMessage(content, content ? [content.buffer] : []))
  .finally(() => process.exit());
