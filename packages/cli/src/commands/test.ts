import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import type { CommandIo } from '../command-io';

/**
 * Runs specs of flows with Node's own test runner. TypeScript is taken care of by tsx, so a workspace needs no test framework for its
 * flows. Configs are read beside each spec. Returns the runner's exit code.
 */
export function test(files: readonly string[], io: CommandIo): Promise<number> {
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const configHost = pathToFileURL(require.resolve('@mf/compiler/loader/host-for-tests.mjs')).href;
  return new Promise((resolve, reject) => {
    const runner = spawn(process.execPath, ['--import', tsx, '--import', configHost, '--test', ...files], {
      cwd: io.cwd,
      env: io.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    runner.stdout.on('data', (chunk: Buffer) => io.stdout.write(chunk));
    runner.stderr.on('data', (chunk: Buffer) => io.stderr.write(chunk));
    runner.on('error', reject);
    runner.on('close', (code) => resolve(code ?? 1));
  });
}
