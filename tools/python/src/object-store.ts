import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port';

export interface ObjectStore {
  /** For METAFLOW_S3_ENDPOINT_URL. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * An S3 server (moto) with one bucket. It takes any credentials.
 *
 * @param python one that has moto: see `installMetaflow`
 * @param host address that it listens on: one that pods reach, for those
 */
export async function startObjectStore(python: string, bucket: string, host = '127.0.0.1'): Promise<ObjectStore> {
  const port = await freePort();
  const server = spawn(python, ['-m', 'moto.server', '-H', host, '-p', String(port)], { stdio: 'ignore' });
  const url = `http://${host}:${port}`;
  try {
    await answers(url, server);
    const created = await fetch(`${url}/${bucket}`, { method: 'PUT' });
    if (!created.ok) throw new Error(`creating the bucket: ${created.status} ${await created.text()}`);
  } catch (error) {
    server.kill();
    throw error;
  }
  return {
    url,
    stop: async () => {
      server.kill();
      if (server.exitCode === null) await once(server, 'exit');
    },
  };
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`the S3 server ended with ${server.exitCode}`);
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the S3 server did not answer within a minute');
}
