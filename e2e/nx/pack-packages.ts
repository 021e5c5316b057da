import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command';

const root = join(__dirname, '../..');

/** Builds and packs every package once for all suites. `MF_E2E_TARBALLS` names the folder with the tarballs. */
export default async function packPackages(): Promise<void> {
  const tarballs = mkdtempSync(join(tmpdir(), 'mf-e2e-tarballs-'));
  process.env['MF_E2E_TARBALLS'] = tarballs;
  await succeed(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'packages/nx']);
  const packages = readdirSync(join(root, 'packages')).flatMap((name) => ['--workspace', `packages/${name}`]);
  await succeed('npm', ['pack', ...packages, '--pack-destination', tarballs, '--loglevel=error']);
}

async function succeed(command: string, args: readonly string[]): Promise<void> {
  const { code, output } = await runCommand(command, args, root, process.env);
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} failed:\n${output}`);
}
