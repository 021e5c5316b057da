import { chown, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PythonInstallError, runCommand } from '@mf/tools-python';
import type { Component } from '../keeper-protocol';
import { postgresUser } from './install-postgres';

/** The files of a PostgreSQL. */
export interface PostgresCluster {
  readonly programs: string;
  /** Holds the data alone. */
  readonly folder: string;
}

const dataOf = (folder: string) => join(folder, 'data');

/** Name of the database and its owner. */
const name = 'airflow';
const readySeconds = 30;

/**
 * Makes an empty cluster with one database.
 *
 * @throws PythonInstallError when PostgreSQL cannot make it
 */
export async function makeCluster(programs: string): Promise<PostgresCluster> {
  // Not in the home: nobody, as whom it runs for root, may have no way there.
  const folder = await mkdtemp(join(tmpdir(), 'mf-postgres-'));
  const data = dataOf(folder);
  const user = postgresUser();
  await mkdir(data, { mode: 0o700 });
  if (user) for (const path of [folder, data]) await chown(path, user.uid, user.gid);
  const initdb = join(programs, 'initdb');
  const args = ['--pgdata', data, '--username', name, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'];
  const { code, output } = await runCommand(initdb, args, { ...(user && { ...user }) });
  if (code !== 0) throw new PythonInstallError('making a database', [initdb, ...args], output);
  return { programs, folder };
}

/** Its server, which listens on 127.0.0.1 alone. What it writes need not outlive a crash of the machine. */
export function postgresServer({ programs, folder }: PostgresCluster, port: number, logFile: string): Component {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  const user = postgresUser();
  return {
    name: 'postgres',
    argv: [
      join(programs, 'postgres'),
      '-D',
      dataOf(folder),
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    logFile,
    scratch: folder,
    ...(user && { user }),
  };
}

/** Waits until it takes connections, and makes the database where it is new. */
export async function postgresReady({ programs }: PostgresCluster, port: number): Promise<void> {
  const server = ['--host', '127.0.0.1', '--port', String(port), '--username', name];
  for (const end = Date.now() + readySeconds * 1000; ; await sleep(100)) {
    const { code, output } = await runCommand(join(programs, 'createdb'), [...server, name]);
    if (code === 0 || output.includes('already exists')) return;
    if (Date.now() > end) throw new PythonInstallError('starting a database', [join(programs, 'createdb')], output);
  }
}

/** As Airflow takes it. */
export function postgresUrl(port: number): string {
  return `postgresql+psycopg2://${name}@127.0.0.1:${port}/${name}`;
}
