import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CompiledFlow, compileFlows, type GivenConfigs } from '@mf/compiler';
import type { Diagnostic } from '@mf/ir';
import { bundleCache } from './bundle-cache';
import type { CommandIo } from './command-io';
import type { ConfigOptions } from './configs/config-options';
import { checkConfigNames, readConfigs } from './configs/read-configs';
import { FlowFileNotFoundError } from './flow-file-not-found-error';
import { findWorkspaceRoot } from './workspace-root';

export interface LoadedFlow extends CompiledFlow {
  /** As the user named it. */
  readonly file: string;
  /** The workspace that positions are relative to; absolute. */
  readonly root: string;
}

/** The module that every bundle has as its entry: what runs a step. */
const runnerModule = require.resolve('@mf/runtime/program');

/**
 * Reads, bundles and describes flows. Each result comes with all its diagnostics; the mistakes of one never hide another.
 *
 * @param configs what is given for the configs of the flows
 * @param fixed what they have whatever is given
 * @throws FlowFileNotFoundError before any work when a file is not there; UsageError for configs
 */
export async function loadFlows(
  files: readonly string[],
  io: CommandIo,
  configs: ConfigOptions = {},
  fixed: GivenConfigs = {},
): Promise<LoadedFlow[]> {
  const byRoot = new Map<string, string[]>();
  const placed = files.map((file) => {
    const path = resolve(io.cwd, file);
    if (!existsSync(path)) throw new FlowFileNotFoundError(file, io.cwd, io.env['INIT_CWD']);
    const root = findWorkspaceRoot(path);
    const paths = byRoot.get(root) ?? [];
    byRoot.set(root, paths);
    return { file, root, index: paths.push(path) - 1 };
  });
  const given = { ...(await readConfigs(configs, io)), ...fixed };
  const compiled = new Map<string, readonly CompiledFlow[]>();
  for (const [root, paths] of byRoot) {
    const options = { root, runnerModule, workDir: bundleCache(root, io.env), env: io.env, configs: given };
    compiled.set(root, await compileFlows(paths, options));
  }
  checkConfigNames(
    configs,
    [...compiled.values()].flat().map(({ ir, diagnostics }) => (diagnostics.some(isError) ? undefined : ir)),
  );
  return placed.map(({ file, root, index }) => ({ ...compiled.get(root)![index]!, file, root }));
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
