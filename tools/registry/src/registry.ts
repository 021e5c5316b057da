import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installRegistry } from './install-registry';

/** A running registry. */
export interface Registry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly url: string;
  stop(): Promise<void>;
}

/** How a registry asks who one is, and its certificate: parts of its configuration. */
export interface RegistrySettings {
  readonly auth?: object;
  readonly tls?: { readonly certificate: string; readonly key: string };
}

export async function startRegistry({ auth, tls }: RegistrySettings = {}): Promise<Registry> {
  const program = await installRegistry();
  const folder = await mkdtemp(join(tmpdir(), 'mf-registry-'));
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const config = {
    version: 0.1,
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: host, secret: 'not secret', ...(tls && { tls }) },
    ...(auth && { auth }),
  };
  // JSON is YAML.
  await writeFile(join(folder, 'config.yml'), JSON.stringify(config).replace('"version":0.1', '"version":"0.1"'));
  const server = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  server.stderr.on('data', (piece: Buffer) => said.push(piece.toString()));
  await answering(port, server, said);
  return {
    host,
    url: `${tls ? 'https' : 'http'}://${host}`,
    stop: async () => {
      const ended = once(server, 'close');
      server.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function answering(port: number, server: ChildProcess, said: readonly string[]): Promise<void> {
  const { connect } = await import('node:net');
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) throw new Error(`The registry ended: ${said.join('')}`);
    const socket = connect(port, '127.0.0.1');
    const [event] = await Promise.race([
      once(socket, 'connect').then(() => ['connect']),
      once(socket, 'error').then(() => ['error']),
    ]).catch(() => ['error']);
    socket.destroy();
    if (event === 'connect') return;
    await sleep(100);
  }
  throw new Error(`The registry does not answer: ${said.join('')}`);
}
