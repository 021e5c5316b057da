import { PassThrough, type Readable } from 'node:stream';
import { type Cluster, readFailure } from './cluster';
import { LogLines } from './log-lines';

/** The container whose log is wanted. */
export interface LogPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

const reconnectMilliseconds = 1000;

/**
 * Hands on what a container prints, line by line as it comes, until it is over; a connection that breaks is made again, and no line
 * comes twice.
 *
 * @param over resolves when the container has ended: then the log ends where it ends
 * @returns why the log may not be read at all; undefined when it was read as far as it is there
 */
export async function followLog(
  cluster: Cluster,
  { namespace, pod, container }: LogPlace,
  onLine: (line: Buffer) => Promise<void>,
  over: Promise<unknown>,
): Promise<string | undefined> {
  const { Log } = await import('@kubernetes/client-node');
  const log = new Log(cluster.config);
  const lines = new LogLines();
  let isOver = false;
  const ended = over.then(() => (isOver = true));
  for (;;) {
    const wasOver = isOver;
    const since = lines.since;
    lines.restart();
    try {
      const stream = new PassThrough();
      // The library does not say when the connection breaks.
      stream.on('pipe', (source: Readable) => source.on('error', (error) => stream.destroy(error)));
      await log.log(namespace, pod, container, stream, {
        follow: true,
        timestamps: true,
        ...(since !== undefined && { sinceTime: since }),
      });
      for await (const piece of stream) for (const line of lines.push(piece as Buffer)) await onLine(line);
      for (const line of lines.flush()) await onLine(line);
    } catch (error) {
      const { status } = readFailure(error);
      const refusal = status === 403 ? await refusalOf(cluster, { namespace, pod, container }) : undefined;
      if (refusal !== undefined) return refusal;
      if (status === 404) return undefined;
    }
    // What was printed last may have come after a connection had broken.
    if (wasOver) return undefined;
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, reconnectMilliseconds))]);
  }
}

/** What the cluster says when it refuses a log, which the library that follows it does not tell; undefined when it refuses no more. */
async function refusalOf({ core }: Cluster, { namespace, pod, container }: LogPlace): Promise<string | undefined> {
  try {
    await core.readNamespacedPodLog({ namespace, name: pod, container, tailLines: 1 });
    return undefined;
  } catch (error) {
    return readFailure(error).reason;
  }
}
