// A thread that unpacks a file. A file of its own, for few tasks read so large a value.
import { workerData } from 'node:worker_threads';
import type { UnpackOrder } from '../storage/unpack-in-thread';
import { unpackFile } from '../storage/unpack-file';

const { file, port } = workerData as UnpackOrder;
void unpackFile(file)
  .then((content) => port.postMessage(content, content ? [content.buffer] : []))
  .finally(() => process.exit());
