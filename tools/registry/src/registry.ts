import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@mf/tools-python';
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
    version: '0.1',
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: host, secret: 'not secret', ...(tls && { tls }) },
    ...(auth && { auth }),
  };
  // JSON is YAML.
  await writeFile(join(folder, 'config.yml'), JSON.stringify(config));
  const server = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  server.stderr.on('data', (piece: Buffer) => said.push(piece.toString()));
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const stop = async () => {
    server.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answering(port, server, said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { host, url: `${tls ? 'https' : 'http'}://${host}`, stop };
}

async function answering(port: number, server: ChildProcess, said: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) throw new Error(`The registry ended: ${said.join('')}`);
    const socket = connect(port, '127.0.0.1');
    const isUp = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isUp) return;
    await sleep(100);
  }
  throw new Error(`The registry does not answer: ${said.join('')}`);
}
