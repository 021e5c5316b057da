import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packPackages, startLocalRegistry } from '@mf/tools-packing';
import { benchEnv } from '../measure';

const run = promisify(execFile);

/** Where packages were installed. */
export interface Installed {
  readonly nodeModules: string;
  readonly lockfile: string;
}

/** Installs packages as their users do, this checkout's among them. */
export async function installPackages(folder: string, packages: Readonly<Record<string, string>>): Promise<Installed> {
  const checkout = join(__dirname, '..', '..', '..', '..');
  const tarballs = join(folder, 'tarballs');
  mkdirSync(tarballs, { recursive: true });
  await packPackages(checkout, tarballs);
  const registry = await startLocalRegistry(tarballs);
  try {
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'bench-packages', private: true, devDependencies: packages }),
    );
    writeFileSync(join(folder, '.npmrc'), `@mf:registry=${registry.url}\naudit=false\nfund=false\n`);
    await run('npm', ['install', '--prefer-offline', '--loglevel=error'], { cwd: folder, env: process.env });
  } finally {
    await registry.stop();
  }
  return { nodeModules: join(folder, 'node_modules'), lockfile: join(folder, 'package-lock.json') };
}

/** Variables of every `nx` that is measured: no daemon, whose work would count for nobody, and a cache of its own. */
export function nxEnv(root: string): NodeJS.ProcessEnv {
  return {
    ...benchEnv,
    CI: 'true',
    METAFLOW_USER: 'bench',
    NX_DAEMON: 'false',
    NX_ISOLATE_PLUGINS: 'false',
    NX_NO_CLOUD: 'true',
    NX_CACHE_DIRECTORY: join(root, '.nx/cache'),
  };
}
