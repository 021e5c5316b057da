import { chmod, cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findPython, installPinned, runCommand } from '@mf/tools-python';

const pinsFile = join(__dirname, '..', '..', 'pins', 'postgres.txt');

/**
 * The programs of a PostgreSQL that comes as a Python package, so that nobody has to install one.
 *
 * @returns the folder of `postgres`, `initdb` and the rest
 * @throws NoPythonError, PythonInstallError
 */
export async function installPostgres(onLine: (line: string) => void): Promise<string> {
  const python = await findPython();
  const pins = await readFile(pinsFile, 'utf8');
  const folder = await installPinned({ name: 'postgres', pins, python, onLine });
  const found = await runCommand(join(folder, 'venv', 'bin', 'python'), [
    '-c',
    'import importlib.util; print(importlib.util.find_spec("pgserver").submodule_search_locations[0])',
  ]);
  const module = found.output.trim();
  return join(postgresUser() === undefined ? module : await readableCopy(module, pins), 'pginstall', 'bin');
}

/** PostgreSQL refuses to run as root: then it runs as nobody. */
export function postgresUser(): { readonly uid: number; readonly gid: number } | undefined {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
}

/** Nobody cannot look into root's cache folder. The libraries of the programs lie beside the module. */
async function readableCopy(module: string, pins: string): Promise<string> {
  const hash = createHash('sha256').update(pins).digest('hex').slice(0, 12);
  const copy = join(tmpdir(), `mf-nx-postgres-${hash}`);
  if (!existsSync(copy)) {
    const unfinished = await mkdtemp(`${copy}-`);
    await chmod(unfinished, 0o755);
    for (const path of [module, `${module}.libs`].filter(existsSync)) {
      await cp(path, join(unfinished, basename(path)), { recursive: true });
    }
    // Another process may have been quicker.
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return join(copy, basename(module));
}
