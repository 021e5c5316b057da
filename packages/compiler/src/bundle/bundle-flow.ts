import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, relative, sep } from 'node:path';
import type { Diagnostic, FlowSyntax } from '@mf/ir';
import type { BuildFailure, BuildResult } from 'esbuild';
import { authorTsconfig } from './author-tsconfig';
import { commonOptions, conditionsFor } from './build-options';
import { bundleErrors, bundleWarnings } from './bundle-diagnostics';
import { esbuild } from './esbuild-service';
import { entryName, flowEntry, sharedFlowPackage } from './flow-entry';
import { rejectNativeModules } from './native-modules';
import { withPrelude } from './prelude-map';
import type { RunnerPart } from './runner-parts';
import { bundledRunner } from './runner-prelude';

export interface BundleRequest {
  /** Absolute path of the workspace. Paths in the bundle's map are relative to it. */
  readonly root: string;
  /** The flow's file, relative to the root, with `/`. */
  readonly file: string;
  readonly syntax: FlowSyntax;
  /** Absolute path of the module that exports `createProgram` and `runIfEntry`. */
  readonly runnerModule: string;
  /** Folder that keeps the bundled runner for other processes. */
  readonly cacheFolder: string;
}

/** One ECMAScript module that holds a flow, all it imports and the runner, and the parts of the runner that are loaded lazily. */
export interface Bundle {
  readonly code: string;
  /** Source map, with paths relative to the workspace root and without the sources themselves. */
  readonly map: string;
  /** First 16 hex digits of the SHA-256 of the code. */
  readonly hash: string;
  /** Files that the code loads when it needs them, by the names that it knows them by: they must lie beside it. */
  readonly parts: readonly RunnerPart[];
}

export interface BundleResult {
  /** Undefined when there are errors. */
  readonly bundle?: Bundle;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Bundles a flow. The bytes depend on the code alone: not on the folder that the workspace is in, nor on the current one, the time or the
 * environment. Node's own modules stay imports.
 */
export async function bundleFlow({
  root,
  file,
  syntax,
  runnerModule,
  cacheFolder,
}: BundleRequest): Promise<BundleResult> {
  const realRoot = realpathSync(root);
  const { build } = await esbuild();
  const { prelude, parts } = await bundledRunner(runnerModule, cacheFolder);
  let result: BuildResult<{ write: false }>;
  try {
    result = await build({
      ...commonOptions,
      absWorkingDir: realRoot,
      stdin: { contents: flowEntry(file, syntax), resolveDir: realRoot, sourcefile: entryName },
      format: 'esm',
      conditions: conditionsFor(runnerModule),
      tsconfigRaw: authorTsconfig(realRoot, file),
      plugins: [sharedFlowPackage, rejectNativeModules],
      // Nothing is written. Sources of the map are relative to this file's folder.
      outfile: `${realRoot}/flow.mjs`,
      sourcemap: 'external',
      sourcesContent: false,
    });
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { diagnostics: [...bundleErrors(error.errors, syntax.at), ...bundleWarnings(error.warnings, syntax.at)] };
  }
  const output = (extension: string): string =>
    result.outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  const code = prelude + output('.mjs');
  return {
    bundle: {
      code,
      map: withPrelude(output('.map'), prelude, runnerSource(realRoot, runnerModule)),
      hash: createHash('sha256').update(code).digest('hex').slice(0, 16),
      parts,
    },
    diagnostics: bundleWarnings(result.warnings, syntax.at),
  };
}

/** The runner's path as the map says it; outside of the workspace, what it would be if it were installed in it. */
function runnerSource(root: string, runnerModule: string): string {
  const path = relative(root, realpathSync(runnerModule)).split(sep).join('/');
  return path.startsWith('../') ? `node_modules/@mf/runtime/${basename(runnerModule)}` : path;
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}
