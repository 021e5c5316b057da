import type { MessagePort } from 'node:worker_threads';
import type { S3Answer, S3Content, S3Failure, S3Operations, S3Request } from './s3-protocol';

/** More would wait for a connection, and the SDK counts that as the time of connecting. */
const requestsAtOnce = 32;

/**
 * Answers the requests that come through a port, several at a time.
 * @param signal see `S3ThreadData`
 * @param open makes what does the work, when the first request comes
 */
export function serveRequests(port: MessagePort, signal: Int32Array, open: () => Promise<S3Operations>): void {
  let opened: Promise<S3Operations> | undefined;
  const wake = (): void => {
    Atomics.add(signal, 0, 1);
    Atomics.notify(signal, 0);
  };
  process.on('exit', () => {
    Atomics.store(signal, 1, 1);
    wake();
  });
  const perform = async ({ id, operation, argument }: S3Request): Promise<S3Answer> => {
    try {
      const operations = await (opened ??= open());
      return { id, result: await operations[operation](argument as never) };
    } catch (error) {
      return { id, failure: failureOf(error) };
    }
  };
  const waiting: S3Request[] = [];
  let atWork = 0;
  const next = (): void => {
    if (atWork >= requestsAtOnce) return;
    const request = waiting.shift();
    if (!request) return;
    atWork++;
    void perform(request).then((answer) => {
      // Bytes change hands without a copy.
      port.postMessage(answer, memoryOf(answer.result));
      wake();
      atWork--;
      next();
    });
  };
  port.on('message', (request: S3Request) => {
    waiting.push(request);
    next();
  });
}

function memoryOf(result: unknown): ArrayBuffer[] {
  const bytes = result instanceof Uint8Array ? result : (result as Partial<S3Content> | undefined)?.bytes;
  return bytes ? [bytes.buffer as ArrayBuffer] : [];
}

function failureOf(error: unknown): S3Failure {
  const { name, message, code, $metadata } = error as Error & {
    readonly code?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return {
    name: typeof code === 'string' ? code : String(name),
    message: String(message),
    status: $metadata?.httpStatusCode,
  };
}
