import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AirflowInstallError } from './airflow-install-error';
import type { AirflowInstallation, AirflowVersion } from './airflow-installation';
import { cacheFolder } from './cache-folder';
import { withFileLock } from './file-lock';
import { findPython, type Python } from './find-python';
import { makeHomeTemplate } from './home-template';
import { pythonEnvironment } from './python-environment';
import { runCommand } from './run-command';

const uv = 'uv==0.13.9';
const pinsFolder = join(__dirname, '..', 'pins');

/**
 * Airflow as pinned, in the user's cache folder: made by the first caller, used by all later ones. Several processes may ask at
 * the same time; what a killed one leaves unfinished is made anew.
 *
 * @param onLine is told what takes time
 * @throws NoPythonError, AirflowInstallError
 */
export async function installAirflow(
  version: AirflowVersion,
  onLine: (line: string) => void,
): Promise<AirflowInstallation> {
  const python = await findPython();
  const pinsFile = join(
    pinsFolder,
    python.version === '3.10' ? `airflow${version}-python3.10.txt` : `airflow${version}.txt`,
  );
  const pins = await readFile(pinsFile, 'utf8');
  const release = /^apache-airflow==(.+)$/m.exec(pins)?.[1] ?? version;
  const hash = createHash('sha256').update(`${pins}\n${python.version}\n${uv}`).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `airflow-${release}-${hash}`);
  const installation = { version, release, venv: join(folder, 'venv'), template: join(folder, 'template') };
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return installation;

  await mkdir(cacheFolder(), { recursive: true, mode: 0o700 });
  return withFileLock(python.path, `${folder}.lock`, {
    onWait: () => onLine(`waiting for another process that installs Airflow ${release}`),
    action: async () => {
      if (existsSync(complete)) return installation;
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      onLine(`installing Airflow ${release} with Python ${python.version} into ${folder} (once, about a minute)`);
      await installPins(python, pinsFile, installation.venv, folder);
      onLine('preparing the database (once)');
      await makeHomeTemplate(installation);
      await writeFile(complete, '');
      return installation;
    },
  });
}

/** pip would take minutes for what uv does in seconds; uv itself comes from pip. */
async function installPins(python: Python, pinsFile: string, venv: string, folder: string): Promise<void> {
  const bootstrap = join(folder, 'bootstrap');
  const env = pythonEnvironment(bootstrap);
  await step('making a virtual environment', python.path, ['-m', 'venv', bootstrap], env);
  const [pip, installer] = [join(bootstrap, 'bin', 'python'), join(bootstrap, 'bin', 'uv')];
  await step('installing uv', pip, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', uv], env);
  await step('making the environment', installer, ['venv', '--no-config', '--python', python.path, venv], env);
  const target = ['--python', join(venv, 'bin', 'python'), '--no-config', '--link-mode', 'copy'];
  await step('installing the packages', installer, ['pip', 'install', ...target, '--requirement', pinsFile], env);
  await rm(bootstrap, { recursive: true, force: true });
}

async function step(what: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { code, output } = await runCommand(program, args, { env });
  if (code !== 0) throw new AirflowInstallError(what, [program, ...args], output);
}
