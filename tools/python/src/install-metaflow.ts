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
  const pins = await readFile(join(__dirname, '..', 'pins', 'metaflow.txt'), 'utf8');
  const release = /^metaflow==(.+)$/m.exec(pins)?.[1] ?? 'pinned';
  const folder = await installPinned({ name: `metaflow-${release}`, pins, python: await findPython(), onLine });
  return join(folder, 'venv', 'bin', 'python');
}
