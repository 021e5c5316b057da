import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cacheFolder } from '@mf/tools-python';

const run = promisify(execFile);

/** A Docker daemon of the tests alone. */
export interface DockerDaemon {
  /** What leads Docker's own programs to it. */
  readonly env: { readonly DOCKER_HOST: string };
  stop(): Promise<void>;
}

/** Debian's packages of what a daemon needs that a machine may not have. */
const packages = ['docker.io', 'containerd', 'runc', 'libdevmapper1.02.1'];

/** Calls `docker`. @throws when it fails, with what it said */
export async function docker(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const found = programs(await installDocker());
  const { stdout } = await run(join(found.folder, 'usr', 'bin', 'docker'), args, { env: { ...found.env, ...env } });
  return stdout;
}

/**
 * Starts a daemon without a network of its own, so that nothing of the machine's is changed: containers are in the machine's network. Its
 * images and containers go with it.
 *
 * @throws where this machine has no Docker to offer, with what was said of it
 */
export async function startDocker(): Promise<DockerDaemon> {
  const { folder: installed, env } = programs(await installDocker());
  const folder = await mkdtemp(join(tmpdir(), 'mf-docker-'));
  const host = `unix://${join(folder, 'docker.sock')}`;
  const paths = ['data-root', 'exec-root', 'pidfile'].flatMap((name) => [`--${name}`, join(folder, name)]);
  const network = ['--bridge=none', '--iptables=false', '--ip6tables=false'];
  const server = spawn(
    join(installed, 'usr', 'sbin', 'dockerd'),
    ['--host', host, ...paths, ...network, '--log-level', 'warn'],
    { env: { ...env, NO_PROXY: '127.0.0.1,localhost' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said: string[] = [];
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (piece: Buffer) => said.push(piece.toString()));
  const ended = once(server, 'close');
  const stop = async () => {
    server.kill();
    await ended;
    await unmountBelow(folder);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answering(host, server, said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { env: { DOCKER_HOST: host }, stop };
}

/** A daemon that has ended leaves the network of its containers mounted. */
async function unmountBelow(folder: string): Promise<void> {
  const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const path of mounts.filter((each) => each.startsWith(`${folder}/`)).reverse()) await run('umount', [path]);
}

async function answering(host: string, server: ChildProcess, said: readonly string[]): Promise<void> {
  let why = '';
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`The Docker daemon ended (it needs root): ${said.join('')}`);
    const isUp = await docker(['info'], { DOCKER_HOST: host }).then(
      () => true,
      (error: Error) => {
        why = error.message;
        return false;
      },
    );
    if (isUp) return;
    await sleep(200);
  }
  throw new Error(`The Docker daemon does not answer: ${why}\n${said.join('')}`);
}

/** Docker's programs find each other on the PATH. */
function programs(folder: string): { readonly folder: string; readonly env: NodeJS.ProcessEnv } {
  const inside = ['usr/sbin', 'usr/bin', 'sbin', 'bin'].map((name) => join(folder, name));
  const libraries = ['usr/lib', 'lib'].map((name) => join(folder, name, `${machine()}-linux-gnu`));
  return {
    folder,
    env: {
      ...process.env,
      PATH: [...inside, process.env['PATH'], '/usr/sbin', '/sbin'].join(delimiter),
      LD_LIBRARY_PATH: libraries.join(delimiter),
    },
  };
}

const machine = (): string => (process.arch === 'arm64' ? 'aarch64' : 'x86_64');

/** Folder with the Docker of Debian, unpacked beside our other tools: no service of the machine's is installed or started. */
async function installDocker(): Promise<string> {
  const folder = join(cacheFolder(), 'docker');
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder(), { recursive: true, mode: 0o700 });
  const fresh = await mkdtemp(`${folder}-`);
  try {
    await run('apt-get', ['download', ...packages], { cwd: fresh });
    const archives = (await readdir(fresh)).filter((name) => name.endsWith('.deb'));
    for (const archive of archives) {
      await run('dpkg-deb', ['-x', archive, fresh], { cwd: fresh });
      await rm(join(fresh, archive));
    }
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process may have been quicker.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
