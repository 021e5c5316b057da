import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder';
import { withFileLock } from './file-lock';
import type { Python } from './find-python';
import { PythonInstallError } from './install-error';
import { runCommand } from './run-command';
import { venvEnvironment } from './venv-environment';

const uv = 'uv==0.13.9';

export interface PinnedEnvironment {
  /** What it is for and which release, such as `airflow-3.3.2`: part of the folder's name. */
  readonly name: string;
  /** The lines of a requirements file, every package with its version. */
  readonly pins: string;
  readonly python: Python;
  /** Is told what takes time. */
  readonly onLine: (line: string) => void;
  /** Makes what belongs to the environment beside its packages, in the folder that it is given. */
  readonly prepare?: (folder: string) => Promise<void>;
}

/**
 * A virtual environment (`venv` in the returned folder) with packages as pinned, in the user's cache folder: made by the first caller, used
 * by all later ones. Several processes may ask at the same time; what a killed one leaves unfinished is made anew.
 *
 * @throws PythonInstallError, and what `prepare` throws
 */
export async function installPinned({ name, pins, python, onLine, prepare }: PinnedEnvironment): Promise<string> {
  const hash = createHash('sha256').update(`${pins}\n${python.version}\n${uv}`).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `${name}-${hash}`);
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return folder;

  await mkdir(cacheFolder(), { recursive: true, mode: 0o700 });
  return withFileLock(python.path, `${folder}.lock`, {
    onWait: () => onLine(`waiting for another process that installs ${name}`),
    action: async () => {
      if (existsSync(complete)) return folder;
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      onLine(`installing ${name} with Python ${python.version} into ${folder} (once, about a minute)`);
      await installInto(folder, python, pins);
      await prepare?.(folder);
      await writeFile(complete, '');
      return folder;
    },
  });
}

/** pip would take minutes for what uv does in seconds; uv itself comes from pip. */
async function installInto(folder: string, python: Python, pins: string): Promise<void> {
  const [bootstrap, venv, requirements] = [
    join(folder, 'bootstrap'),
    join(folder, 'venv'),
    join(folder, 'requirements.txt'),
  ];
  const [pip, installer] = [join(bootstrap, 'bin', 'python'), join(bootstrap, 'bin', 'uv')];
  await writeFile(requirements, pins);
  await step('making a virtual environment', python.path, ['-m', 'venv', bootstrap]);
  await step('installing uv', pip, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', uv]);
  await step('making the environment', installer, ['venv', '--no-config', '--python', python.path, venv]);
  const target = ['--python', join(venv, 'bin', 'python'), '--no-config', '--link-mode', 'copy'];
  await step('installing the packages', installer, ['pip', 'install', ...target, '--requirement', requirements]);
  await rm(bootstrap, { recursive: true, force: true });

  async function step(what: string, program: string, args: readonly string[]): Promise<void> {
    const { code, output } = await runCommand(program, args, { env: venvEnvironment(bootstrap) });
    if (code !== 0) throw new PythonInstallError(what, [program, ...args], output);
  }
}
