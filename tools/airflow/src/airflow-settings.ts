import { join } from 'node:path';
import type { AirflowVersion } from './airflow-installation';
import { postgresUrl } from './database/postgres-cluster';

/** Where Airflow keeps what it knows: a file of its home, or a server on this port. */
export type Database = { readonly kind: 'sqlite' } | { readonly kind: 'postgres'; readonly port: number };

export interface SettingsInput {
  readonly database: Database;
  readonly home: string;
  readonly dagsFolder: string;
  readonly port: number;
  /** Signs the tokens that the parts of one Airflow show to each other. */
  readonly secret: string;
  /** Queues that have a Celery worker each; with none, the scheduler runs tasks itself. */
  readonly queues: readonly string[];
}

/** Of a DAG file that has not changed. The thirty seconds of Airflow itself keep half a core busy with fifty files. */
const secondsBetweenReadings = 900;

/**
 * Airflow's settings as environment variables: nothing listens but the web server on 127.0.0.1, new and
 * changed DAG files are seen within seconds, and nothing is reported to anybody.
 */
export function airflowSettings(
  version: AirflowVersion,
  { database, home, dagsFolder, port, secret, queues }: SettingsInput,
): Record<string, string> {
  const url = `http://127.0.0.1:${port}`;
  return {
    AIRFLOW_HOME: home,
    AIRFLOW__CORE__DAGS_FOLDER: dagsFolder,
    AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
    AIRFLOW__CORE__PARALLELISM: '4',
    AIRFLOW__CORE__EXECUTOR: executorFor(version, database, queues),
    ...(queues.length > 0 && celerySettings(home)),
    AIRFLOW__CORE__MIN_SERIALIZED_DAG_UPDATE_INTERVAL: '0',
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN:
      database.kind === 'sqlite' ? `sqlite:///${join(home, 'airflow.db')}` : postgresUrl(database.port),
    AIRFLOW__LOGGING__BASE_LOG_FOLDER: join(home, 'logs'),
    // By default it sleeps for a second, which a run of ten short steps would wait for ten times; each look costs a few hundredths.
    AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME: '0.5',
    // After each task the scheduler looks at what can start now, in so many runs, for 20 ms each or more. Of the 20 by default most have nothing:
    // with ten runs at once it took half the processor time of everything.
    AIRFLOW__SCHEDULER__MAX_DAGRUNS_PER_LOOP_TO_SCHEDULE: '2',
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: 'False',
    // A proxy of the machine must not be asked for what is on the machine.
    NO_PROXY: [process.env['NO_PROXY'] ?? process.env['no_proxy'], '127.0.0.1', 'localhost'].filter(Boolean).join(','),
    ...(version === '3'
      ? {
          AIRFLOW__API__HOST: '127.0.0.1',
          AIRFLOW__API__PORT: String(port),
          AIRFLOW__API__WORKERS: '1',
          AIRFLOW__API__BASE_URL: url,
          AIRFLOW__API__SECRET_KEY: secret,
          AIRFLOW__API_AUTH__JWT_SECRET: secret,
          AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `${url}/execution/`,
          AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS: 'admin:admin',
          AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE: join(home, 'passwords.json'),
          // A machine that is busy answers later than within five seconds, and the task would fail.
          AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT: '60',
          // By default one folder of the machine: a bundle of the same name would keep what another Airflow has cloned.
          AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_STORAGE_PATH: join(home, 'bundles'),
          AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL: String(secondsBetweenReadings),
          AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL: '2',
          AIRFLOW__DAG_PROCESSOR__BUNDLE_REFRESH_CHECK_INTERVAL: '1',
        }
      : {
          AIRFLOW__API__AUTH_BACKENDS:
            'airflow.providers.fab.auth_manager.api.auth.backend.basic_auth,airflow.api.auth.backend.session',
          AIRFLOW__CORE__MIN_SERIALIZED_DAG_FETCH_INTERVAL: '1',
          AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL: '2',
          // Each task would look as well, for the scheduler, which is not behind.
          AIRFLOW__SCHEDULER__SCHEDULE_AFTER_TASK_EXECUTION: 'False',
          AIRFLOW__SCHEDULER__MIN_FILE_PROCESS_INTERVAL: String(secondsBetweenReadings),
          AIRFLOW__WEBSERVER__BASE_URL: url,
          AIRFLOW__WEBSERVER__SECRET_KEY: secret,
          AIRFLOW__WEBSERVER__WEB_SERVER_HOST: '127.0.0.1',
          AIRFLOW__WEBSERVER__WEB_SERVER_PORT: String(port),
          AIRFLOW__WEBSERVER__WORKERS: '1',
          AIRFLOW__WEBSERVER__CONFIG_FILE: join(home, 'webserver_config.py'),
        }),
  };
}

function executorFor(version: AirflowVersion, { kind }: Database, queues: readonly string[]): string {
  if (queues.length > 0) return 'CeleryExecutor';
  // 2.x runs no other executor on SQLite.
  return version === '2' && kind === 'sqlite' ? 'SequentialExecutor' : 'LocalExecutor';
}

/**
 * Celery hands on tasks and results as files in these folders of the home. Tables in the database would do, too, if the workers did not all
 * make them when they start.
 */
export const celeryFolders = { tasks: 'celery-tasks', results: 'celery-results' };

function celerySettings(home: string): Record<string, string> {
  const tasks = join(home, celeryFolders.tasks);
  return {
    AIRFLOW__CELERY__BROKER_URL: 'filesystem://',
    AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__DATA_FOLDER_IN: tasks,
    AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__DATA_FOLDER_OUT: tasks,
    AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__CONTROL_FOLDER: tasks,
    AIRFLOW__CELERY__RESULT_BACKEND: `file://${join(home, celeryFolders.results)}`,
    AIRFLOW__CELERY__WORKER_CONCURRENCY: '1',
  };
}

/**
 * The parts that have to run, by name, with their arguments.
 *
 * @param defers whether DAGs have tasks that wait in the triggerer
 * @param queues that have a worker each, `worker-<queue>`
 * @param home keeps the workers' pid files apart
 */
export function airflowComponents(
  version: AirflowVersion,
  defers: boolean,
  queues: readonly string[],
  home: string,
): Record<string, readonly string[]> {
  const worker = (queue: string) => [
    ...['celery', 'worker', '--queues', queue, '--celery-hostname', `${queue}@%h`],
    ...['--pid', join(home, `worker-${queue}.pid`), '--skip-serve-logs', '--without-gossip', '--without-mingle'],
  ];
  return {
    ...(version === '3'
      ? { 'api-server': ['api-server'], 'dag-processor': ['dag-processor'] }
      : { webserver: ['webserver'] }),
    scheduler: ['scheduler', '--skip-serve-logs'],
    ...(defers && { triggerer: ['triggerer', '--skip-serve-logs'] }),
    ...Object.fromEntries(queues.map((queue) => [`worker-${queue}`, worker(queue)])),
  };
}
