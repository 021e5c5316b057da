import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PythonInstallError, runCommand, venvEnvironment } from '@mf/tools-python';
import { airflowSettings } from './airflow-settings';
import type { AirflowInstallation } from './airflow-installation';

/** Airflow's own way to make its first user: name `admin`, random password in a file of the home. */
const createAdmin = `
from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder
with get_application_builder() as builder:
    builder.sm.create_admin_standalone()
`;
const passwordFile = 'standalone_admin_password.txt';

/**
 * A home with a migrated database, so that a start copies a file where it would migrate for many seconds.
 *
 * @throws PythonInstallError when Airflow cannot make it
 */
export async function makeHomeTemplate({ version, venv, template }: AirflowInstallation): Promise<void> {
  await mkdir(join(template, 'dags'), { recursive: true, mode: 0o700 });
  // Airflow would write a commented one of a hundred kilobytes.
  await writeFile(join(template, 'airflow.cfg'), '');
  if (version === '2') await writeFile(join(template, 'webserver_config.py'), 'WTF_CSRF_ENABLED = True\n');
  const settings = airflowSettings(version, {
    home: template,
    dagsFolder: join(template, 'dags'),
    port: 0,
    secret: randomBytes(32).toString('hex'),
  });
  const env = { ...venvEnvironment(venv), ...settings };
  await run('preparing the database', join(venv, 'bin', 'airflow'), ['db', 'migrate'], env);
  if (version === '2') await run('making a user', join(venv, 'bin', 'python'), ['-c', createAdmin], env);
}

async function run(what: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { code, output } = await runCommand(program, args, { env });
  if (code !== 0) throw new PythonInstallError(what, [program, ...args], output);
}

/** Fills a home from the template, unless it has a database already, and gives the password of its user `admin`. */
export async function prepareHome({ version, template }: AirflowInstallation, home: string): Promise<string> {
  await mkdir(join(home, 'logs'), { recursive: true, mode: 0o700 });
  const files = ['airflow.cfg', 'airflow.db', ...(version === '2' ? ['webserver_config.py', passwordFile] : [])];
  if (!existsSync(join(home, 'airflow.db'))) {
    for (const file of files) await copyFile(join(template, file), join(home, file));
  }
  if (version === '2') return (await readFile(join(home, passwordFile), 'utf8')).trim();
  const passwords = join(home, 'passwords.json');
  if (!existsSync(passwords)) {
    await writeFile(passwords, JSON.stringify({ admin: randomBytes(12).toString('base64url') }), { mode: 0o600 });
  }
  return (JSON.parse(await readFile(passwords, 'utf8')) as { admin: string }).admin;
}
