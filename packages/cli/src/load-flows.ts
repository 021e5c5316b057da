import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CompiledFlow, compileFlows } from '@mf/compiler';
import { bundleCache } from './bundle-cache';
import type { CommandIo } from './command-io';
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
 * @throws FlowFileNotFoundError before any work when a file is not there
 */
export async function loadFlows(files: readonly string[], io: CommandIo): Promise<LoadedFlow[]> {
  const byRoot = new Map<string, string[]>();
  const placed = files.map((file) => {
    const path = resolve(io.cwd, file);
    if (!existsSync(path)) throw new FlowFileNotFoundError(file, io.cwd);
    const root = findWorkspaceRoot(path);
    const paths = byRoot.get(root) ?? [];
    byRoot.set(root, paths);
    return { file, root, index: paths.push(path) - 1 };
  });
  const compiled = new Map<string, readonly CompiledFlow[]>();
  for (const [root, paths] of byRoot) {
    const options = { root, runnerModule, workDir: bundleCache(root, io.env), env: io.env };
    compiled.set(root, await compileFlows(paths, options));
  }
  return placed.map(({ file, root, index }) => ({ ...compiled.get(root)![index]!, file, root }));
}
