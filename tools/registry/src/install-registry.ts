import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Path of a real registry, Docker's own: the one that is installed, else Debian's package unpacked beside our other tools. */
export async function installRegistry(): Promise<string> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const installed = folders.map((folder) => join(folder, 'docker-registry')).find(existsSync);
  if (installed !== undefined) return installed;
  const folder = join(homedir(), '.cache', 'mf-nx', 'docker-registry');
  const program = join(folder, 'usr', 'bin', 'docker-registry');
  if (existsSync(program)) return program;
  await mkdir(join(folder, '..'), { recursive: true });
  const fresh = await mkdtemp(`${folder}-`);
  await run('apt-get', ['download', 'docker-registry'], { cwd: fresh });
  const [archive] = await readdir(fresh);
  await run('dpkg-deb', ['-x', archive!, fresh], { cwd: fresh });
  await rename(fresh, folder);
  return program;
}
