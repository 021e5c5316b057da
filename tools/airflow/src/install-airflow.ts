import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPython, installPinned } from '@mf/tools-python';
import type { AirflowInstallation, AirflowVersion } from './airflow-installation';
import { makeHomeTemplate } from './home-template';

const pinsFolder = join(__dirname, '..', 'pins');

/**
 * Airflow as pinned, with the template of a home, in the user's cache folder: made by the first caller, used by all later ones.
 *
 * @param onLine is told what takes time
 * @throws NoPythonError, PythonInstallError
 */
export async function installAirflow(
  version: AirflowVersion,
  onLine: (line: string) => void,
): Promise<AirflowInstallation> {
  const python = await findPython();
  const pinsFile = python.version === '3.10' ? `airflow${version}-python3.10.txt` : `airflow${version}.txt`;
  const pins = await readFile(join(pinsFolder, pinsFile), 'utf8');
  const release = /^apache-airflow==(.+)$/m.exec(pins)?.[1] ?? version;
  const installationIn = (folder: string): AirflowInstallation => ({
    version,
    release,
    venv: join(folder, 'venv'),
    template: join(folder, 'template'),
  });
  const folder = await installPinned({
    name: `airflow-${release}`,
    pins,
    python,
    onLine,
    prepare: (made) => {
      onLine('preparing the database (once)');
      return makeHomeTemplate(installationIn(made));
    },
  });
  return installationIn(folder);
}
