import { execFile } from 'node:child_process';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { LocalStorage } from '@mf/datastore';
import type { FlowIR } from '@mf/ir';
import { bundleCache } from './bundle-cache';
import type { CommandIo } from './command-io';
import { openFlow } from './read/open-flow';
import type { RunnableFlow } from './report/compiled-or-reported';
import { findWorkspaceRoot } from './workspace-root';

const run = promisify(execFile);

/** The code of a run is not in the datastore, or cannot be run here. */
export class CodeOfRunMissingError extends Error {
  override readonly name = 'CodeOfRunMissingError';
  readonly code = 'MF2813';
  readonly advice =
    'Runs on Airflow keep their code. Another one is resumed without --same-code, from a checkout of the commit that it had.';

  constructor(pathspec: string, why: string) {
    super(`The code of ${pathspec} cannot be used: ${why}`);
  }
}

/**
 * The flow as a run on a scheduler has had it: its code package, unpacked into the cache of bundles.
 *
 * @param file the flow's file as it is now: the cache of its workspace is used
 * @throws CodeOfRunMissingError, and what the client throws for a run that is not there
 */
export async function codeOfRun(flowName: string, runId: string, file: string, io: CommandIo): Promise<RunnableFlow> {
  const origin = openFlow(flowName, '', io).flow.run(runId);
  const code = await origin.code;
  if (!code) throw new CodeOfRunMissingError(origin.pathspec, 'it has kept none');
  const files = await code.files;
  const script = await code.scriptName;
  if (!script.endsWith('.mjs') || script !== basename(script))
    throw new CodeOfRunMissingError(origin.pathspec, `it is ${script}, no bundle of mf`);
  const root = findWorkspaceRoot(resolve(io.cwd, file));
  const folder = join(bundleCache(root, io.env), 'code', code.sha);
  const own = [...files].filter(([name]) => name === basename(name) && name !== 'INFO');
  // The bundle last: where it is, the rest is too.
  own.sort(([name]) => (name === script ? 1 : -1));
  const unpacked = new LocalStorage(folder);
  for (const [name, content] of own) await unpacked.write(name, content);
  const bundle = join(folder, script);
  const { stdout } = await run(process.execPath, [bundle, 'ir'], {
    env: io.env,
    cwd: dirname(bundle),
    maxBuffer: 256 * 1024 * 1024,
  });
  return { ir: JSON.parse(stdout) as FlowIR, bundle, bundleFiles: [], externals: [], root };
}
