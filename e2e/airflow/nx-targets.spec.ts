import { join } from 'node:path';
import { runCommand } from '@mf/tools-python';
import { workspaceRoot } from '../mf-command';
import { idsIn, userEnvironment } from './mf-user';

const binary = join(workspaceRoot, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
const named = '--name=debug.nx';

/** A target of the project debug-flow, called as that user calls it. Nx calls no target twice whose options are the same. */
async function nx(target: string, ...options: string[]): Promise<{ readonly code: number; readonly output: string }> {
  const args = [binary, 'run', `debug-flow:${target}`, named, ...options, '--outputStyle=stream'];
  // A process for each plugin, at each call, costs more than what they do.
  const alone = { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' };
  const env = { ...process.env, ...userEnvironment(), ...alone, NO_COLOR: '1', FORCE_COLOR: '' };
  const { code, output } = await runCommand(process.execPath, args, { cwd: workspaceRoot, env });
  return { code: code ?? 1, output: output.replace(/^debug-flow: /gm, '') };
}

async function ok(target: string, ...options: string[]): Promise<string> {
  const { code, output } = await nx(target, ...options);
  if (code !== 0) throw new Error(`${target} ${options.join(' ')}:\n${output}`);
  return output;
}

it('a deployment lives its whole life by targets of Nx', async () => {
  expect(await ok('airflow-deploy', '--tag=by-nx')).toMatch(/wrote the DAG debug\.nx to [^]*Airflow has read it\./);
  const { code, output } = await nx('airflow-trigger', '--wait');
  expect([code, output]).toEqual([1, expect.stringMatching(/\[a\] success[^]*\[run\] failed/)]);
  const ids = idsIn(output);
  expect(ids.run).not.toBe('');
  expect(await ok('airflow-list-runs')).toMatch(new RegExp(`^${ids.run} .*failed`, 'm'));
  expect(await ok('airflow-status', `--runId=${ids.run}`)).toMatch(/^b +1 .* failed$/m);
  expect(await ok('airflow-logs', `--runId=${ids.airflowRun}`, '--step=b')).toContain('cannot work with x = 43');

  expect(await ok('airflow-suspend')).toContain('debug.nx is suspended.');
  const waiting = idsIn(await ok('airflow-trigger'));
  const refused = await nx('airflow-delete', '--yes');
  expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('MF2712')]);
  expect(await ok('airflow-terminate', `--runId=${waiting.run}`)).toContain('Terminated');
  expect(await ok('airflow-unsuspend')).toContain('debug.nx is not suspended.');
  expect(await ok('airflow-delete', '--yes')).toContain('debug.nx is deleted');
});
