import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Builds the packages of a checkout and packs each into a folder. @throws with what the failing command printed */
export async function packPackages(checkout: string, folder: string): Promise<void> {
  const execute = (command: string, args: readonly string[]) => run(command, args, { cwd: checkout });
  await execute(process.execPath, [join(checkout, 'node_modules/typescript/bin/tsc'), '-b', 'packages/nx']);
  const packages = readdirSync(join(checkout, 'packages')).flatMap((name) => ['--workspace', `packages/${name}`]);
  await execute('npm', ['pack', ...packages, '--pack-destination', folder, '--loglevel=error']);
}
