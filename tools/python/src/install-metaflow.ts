import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPython } from './find-python';
import { installPinned } from './install-pinned';

/**
 * The real Metaflow as pinned, with an S3 server (moto) beside it: the interpreter of its environment.
 *
 * @throws NoPythonError, PythonInstallError
 */
export async function installMetaflow(onLine: (line: string) => void): Promise<string> {
  return install('metaflow', onLine);
}

/**
 * `metaflow-local-service`, a metadata service for one machine, with the Metaflow that it is made for: the interpreter of its
 * environment.
 *
 * @throws NoPythonError, PythonInstallError
 */
export async function installLocalService(onLine: (line: string) => void): Promise<string> {
  return install('metaflow-local-service', onLine);
}

async function install(name: string, onLine: (line: string) => void): Promise<string> {
  const pins = await readFile(join(__dirname, '..', 'pins', `${name}.txt`), 'utf8');
  const release = new RegExp(`^${name}==(.+)$`, 'm').exec(pins)?.[1] ?? 'pinned';
  const folder = await installPinned({ name: `${name}-${release}`, pins, python: await findPython(), onLine });
  return join(folder, 'venv', 'bin', 'python');
}
