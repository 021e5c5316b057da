import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, venvEnvironment } from '@mf/tools-python';
import type { AirflowVersion } from './airflow-installation';
import { airflowComponents, airflowSettings, celeryFolders, type Database } from './airflow-settings';
import { installPostgres } from './database/install-postgres';
import { makeCluster, postgresReady, postgresServer } from './database/postgres-cluster';
import { type Health, readHealth } from './health';
import { prepareHome } from './home-template';
import { installAirflow } from './install-airflow';
import type { Component, FromKeeper, KeeperInput } from './keeper-protocol';

export interface StartOptions {
  readonly version: AirflowVersion;
  /** Folder of the database and the logs; made if it is not there, used again if it is. */
  readonly home: string;
  readonly dagsFolder: string;
  /** A file of the home unless told otherwise. A server of its own stands many tasks at the same time. */
  readonly database?: 'sqlite' | 'postgres';
  /** Whether DAGs have tasks that wait in the triggerer, a process of its own; none do by default. */
  readonly defers?: boolean;
  /** Queues that have a Celery worker each; without, the scheduler runs all tasks itself. */
  readonly queues?: readonly string[];
  /** Of the web server, on 127.0.0.1; any free one by default. */
  readonly port?: number;
  /** For all parts of Airflow, and so for the tasks. */
  readonly env?: Readonly<Record<string, string>>;
  /** Is told how far it is. */
  readonly onLine: (line: string) => void;
}

export interface RunningAirflow {
  readonly version: AirflowVersion;
  readonly release: string;
  /** Of the web server, without a slash at the end. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly home: string;
  /** Process whose end (by SIGTERM) ends all parts. */
  readonly pid: number;
  /** Ends all parts and whatever tasks are running, and waits for that. */
  stop(): Promise<void>;
  /** Lets it run on when this process ends. */
  keep(): void;
}

const startSeconds = 180;

/**
 * Brings up a real Airflow of one machine: nothing listens beyond 127.0.0.1. It ends with this process, however that dies.
 *
 * @throws NoPythonError, PythonInstallError, AirflowStartError
 */
export async function startAirflow(options: StartOptions): Promise<RunningAirflow> {
  const { version, onLine } = options;
  const [home, dagsFolder] = [resolve(options.home), resolve(options.dagsFolder)];
  const installation = await installAirflow(version, onLine);
  await mkdir(dagsFolder, { recursive: true });
  await mkdir(join(home, 'logs'), { recursive: true, mode: 0o700 });
  const port = await freePort(options.port);
  const secret = randomBytes(32).toString('hex');
  const queues = options.queues ?? [];
  if (queues.length > 0)
    for (const name of Object.values(celeryFolders)) await mkdir(join(home, name), { recursive: true });
  const parts = airflowComponents(version, options.defers ?? false, queues, home);
  const components = Object.entries(parts).map(([name, args]) => ({
    name,
    argv: [join(installation.venv, 'bin', 'airflow'), ...args],
    logFile: join(home, 'logs', `${name}.log`),
  }));
  const keeper = spawn(process.execPath, [join(__dirname, '..', 'dist', 'keeper.js')], {
    detached: true,
    stdio: 'pipe',
  });
  const send = (message: KeeperInput) => keeper.stdin.write(`${JSON.stringify(message)}\n`);
  const start = (started: readonly Component[], env: NodeJS.ProcessEnv) =>
    send({ kind: 'start', components: started, env });
  let database: Database = { kind: 'sqlite' };
  let password: string;
  try {
    if (options.database === 'postgres') database = await startPostgres(start, home, onLine);
    password = await prepareHome(installation, home, database);
  } catch (error) {
    await stopKeeper(keeper);
    throw error;
  }
  onLine(`starting Airflow ${installation.release} on http://127.0.0.1:${port}`);
  const env = {
    ...venvEnvironment(installation.venv),
    ...options.env,
    ...airflowSettings(version, { database, home, dagsFolder, port, secret, queues }),
  };
  start(components, env);
  const url = `http://127.0.0.1:${port}`;
  const ended = firstEnd(keeper);
  const waiting = new AbortController();
  let stopped = false;
  const stop = async () => {
    stopped = true;
    await stopKeeper(keeper);
  };
  try {
    const early = await Promise.race([healthy(version, url, onLine, waiting.signal), ended]);
    if (early) throw await startError(early, home);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    waiting.abort();
  }
  void ended.then(({ name, how }) => {
    if (!stopped) onLine(`${name} has ended (${how})`);
  });
  return {
    version,
    release: installation.release,
    url,
    user: 'admin',
    password,
    home,
    pid: keeper.pid ?? 0,
    stop,
    keep: () => {
      send({ kind: 'keep' });
      keeper.stdin.end();
      keeper.stdout.destroy();
      keeper.stderr.destroy();
      keeper.unref();
    },
  };
}

async function stopKeeper(keeper: ChildProcessWithoutNullStreams): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const ended = once(keeper, 'exit');
  keeper.stdin.end();
  await ended;
}

/** Puts up a PostgreSQL of its own, with an empty database. It stops with everything else. */
async function startPostgres(
  start: (components: readonly Component[], env: NodeJS.ProcessEnv) => void,
  home: string,
  onLine: (line: string) => void,
): Promise<Database> {
  const cluster = await makeCluster(await installPostgres(onLine));
  const port = await freePort();
  start([postgresServer(cluster, port, join(home, 'logs', 'postgres.log'))], process.env);
  await postgresReady(cluster, port);
  return { kind: 'postgres', port };
}

/** Resolves when every part says that it is well, or when nobody waits for that any more. */
async function healthy(
  version: AirflowVersion,
  url: string,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<undefined> {
  const begun = Date.now();
  let told = '';
  while (!signal.aborted) {
    const health: Health = await readHealth(version, url);
    const waitingFor = Object.entries(health).flatMap(([name, well]) => (well ? [] : [name]));
    if (waitingFor.length === 0) return undefined;
    const seconds = Math.round((Date.now() - begun) / 1000);
    if (seconds > startSeconds)
      throw new AirflowStartError(`${waitingFor.join(', ')} not ready after ${seconds} s`, '');
    const line = `waiting for ${waitingFor.join(', ')}`;
    if (line !== told) onLine(line);
    told = line;
    await sleep(250);
  }
  return undefined;
}

/** Resolves when a part, or the keeper itself, has ended. */
function firstEnd(keeper: ChildProcessWithoutNullStreams): Promise<FromKeeper> {
  return new Promise((resolve) => {
    createInterface({ input: keeper.stdout }).on('line', (line) => resolve(JSON.parse(line) as FromKeeper));
    keeper.on('exit', (code) => resolve({ kind: 'ended', name: 'keeper', how: `exit code ${code}` }));
  });
}

async function startError({ name, how }: FromKeeper, home: string): Promise<AirflowStartError> {
  const log = await readFile(join(home, 'logs', `${name}.log`), 'utf8').catch(() => '');
  return new AirflowStartError(`${name} has ended (${how})`, log);
}

export class AirflowStartError extends Error {
  readonly code = 'MF6032';
  readonly advice =
    'See the lines above and the files in the logs folder of the home; a fresh home rules out an old database.';

  constructor(what: string, log: string) {
    super(['Airflow did not start:', what, ...log.trimEnd().split('\n').slice(-20)].join('\n').trim());
    this.name = 'AirflowStartError';
  }
}
