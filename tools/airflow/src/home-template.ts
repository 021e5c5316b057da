import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PythonInstallError, runCommand, venvEnvironment } from '@mf/tools-python';
import { airflowSettings, type Database } from './airflow-settings';
import type { AirflowInstallation } from './airflow-installation';

/**
 * Airflow's own way to make its first user: name `admin`, random password in a file of the home. Airflow 2 checks the password at every call of
 * its API, which with its own hash takes 0.13 s of CPU: nobody guesses a random one that has been hashed less.
 */
const createAdmin = `
from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder
from werkzeug.security import generate_password_hash
with get_application_builder() as builder:
    name, password = builder.sm.create_admin_standalone()
    admin = builder.sm.find_user(name)
    admin.password = generate_password_hash(password, method="pbkdf2:sha256:1000")
    builder.sm.update_user(admin)
`;
const passwordFile = 'standalone_admin_password.txt';

/**
 * A home with a migrated database, so that a start copies a file where it would migrate for many seconds.
 *
 * @throws PythonInstallError when Airflow cannot make it
 */
export async function makeHomeTemplate(installation: AirflowInstallation): Promise<void> {
  await makeHome(installation, installation.template, { kind: 'sqlite' });
}

async function makeHome({ version, venv }: AirflowInstallation, home: string, database: Database): Promise<void> {
  await mkdir(join(home, 'dags'), { recursive: true, mode: 0o700 });
  // Airflow would write a commented one of a hundred kilobytes.
  await writeFile(join(home, 'airflow.cfg'), '');
  if (version === '2') await writeFile(join(home, 'webserver_config.py'), 'WTF_CSRF_ENABLED = True\n');
  const settings = airflowSettings(version, {
    database,
    home,
    dagsFolder: join(home, 'dags'),
    port: 0,
    secret: randomBytes(32).toString('hex'),
    queues: [],
  });
  const env = { ...venvEnvironment(venv), ...settings };
  await run('preparing the database', join(venv, 'bin', 'airflow'), ['db', 'migrate'], env);
  if (version === '2') await run('making a user', join(venv, 'bin', 'python'), ['-c', createAdmin], env);
}

async function run(what: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { code, output } = await runCommand(program, args, { env });
  if (code !== 0) throw new PythonInstallError(what, [program, ...args], output);
}

/**
 * Fills a home from the template, unless it has a database already, and gives the password of its user `admin`. A database on a server
 * is always a new one, and is migrated.
 */
export async function prepareHome(
  installation: AirflowInstallation,
  home: string,
  database: Database,
): Promise<string> {
  const { version } = installation;
  await mkdir(join(home, 'logs'), { recursive: true, mode: 0o700 });
  if (database.kind === 'postgres') await makeHome(installation, home, database);
  else await copyTemplate(installation, home);
  if (version === '2') return (await readFile(join(home, passwordFile), 'utf8')).trim();
  const passwords = join(home, 'passwords.json');
  if (!existsSync(passwords)) {
    await writeFile(passwords, JSON.stringify({ admin: randomBytes(12).toString('base64url') }), { mode: 0o600 });
  }
  return (JSON.parse(await readFile(passwords, 'utf8')) as { admin: string }).admin;
}

async function copyTemplate({ version, template }: AirflowInstallation, home: string): Promise<void> {
  if (existsSync(join(home, 'airflow.db'))) return;
  const files = ['airflow.cfg', 'airflow.db', ...(version === '2' ? ['webserver_config.py', passwordFile] : [])];
  for (const file of files) await copyFile(join(template, file), join(home, file));
}
