import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '@mf/tools-python';

const run = promisify(execFile);

/** Path of a real registry, Docker's own: the one that is installed, else Debian's package unpacked beside our other tools. */
export async function installRegistry(): Promise<string> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const installed = folders.map((folder) => join(folder, 'docker-registry')).find(existsSync);
  if (installed !== undefined) return installed;
  const folder = join(cacheFolder(), 'docker-registry');
  const program = join(folder, 'usr', 'bin', 'docker-registry');
  if (existsSync(program)) return program;
  await mkdir(cacheFolder(), { recursive: true, mode: 0o700 });
  const fresh = await mkdtemp(`${folder}-`);
  try {
    await run('apt-get', ['download', 'docker-registry'], { cwd: fresh });
    const [archive] = await readdir(fresh);
    await run('dpkg-deb', ['-x', archive!, fresh], { cwd: fresh });
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process may have been quicker.
    if (!existsSync(program)) throw error;
  }
  return program;
}
