import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder, runCommand } from '@mf/tools-python';

/** The program of a version of Node, from npm: in the user's cache folder from the first call on. */
export async function installedNode(version: string): Promise<string> {
  const folder = join(cacheFolder(), `node-${version}`);
  const name = `node-${process.platform}-${process.arch}`;
  const program = join(folder, 'node_modules', name, 'bin', 'node');
  if (existsSync(program)) return program;
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  const unfinished = await mkdtemp(`${folder}-`);
  const { code, output } = await runCommand(
    'npm',
    ['install', '--prefix', unfinished, '--no-save', '--ignore-scripts', '--loglevel=error', `${name}@${version}`],
    {},
  );
  if (code !== 0) throw new Error(`npm has no ${name}@${version}: ${output}`);
  await rename(unfinished, folder).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    // Somebody else was faster.
    if (!existsSync(program)) throw error;
  });
  return program;
}
