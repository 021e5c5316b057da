import { realpathSync } from 'node:fs';
import type { Diagnostic, FlowSyntax } from '@mf/ir';
import type { BuildFailure, BuildResult, Message } from 'esbuild';
import { authorTsconfig } from './author-tsconfig';
import { commonOptions, conditionsFor } from './build-options';
import { bundleErrors, bundleWarnings } from './bundle-diagnostics';
import { type BundleShape, bundleHead, bundleTail } from './bundle-layout';
import { clientPackages } from './client-packages';
import { esbuild } from './esbuild-service';
import { declaredExternals, leaveOutside } from './external-packages';
import { entryName, flowEntry, sharedFlowPackage } from './flow-entry';
import { rejectNativeModules } from './native-modules';
import { requireBuiltIns } from './require-built-ins';
import { bundledRunner, type Runner, runnerFile } from './bundled-runner';
import { mapBelow } from './map-below';
import { contentName } from './written-file';

export interface BundleRequest {
  /** Absolute path of the workspace. Paths in the bundle's map are relative to it. */
  readonly root: string;
  /** The flow's file, relative to the root, with `/`. */
  readonly file: string;
  readonly syntax: FlowSyntax;
  /** Absolute path of the module that exports `createProgram`, `runIfEntry`, `serveIfEntry` and `supervise`. */
  readonly runnerModule: string;
  /** Folder that keeps the bundled runner for other processes. */
  readonly cacheFolder: string;
}

/** One ECMAScript module that holds a flow and all that it imports. It loads the runner from beside itself. */
export interface Bundle {
  readonly code: Buffer;
  /** Source map, with paths relative to the workspace root and without the sources themselves. */
  readonly map: string;
  /** First 16 hex digits of the SHA-256 of the code. */
  readonly hash: string;
  readonly runner: Runner;
  /** Packages that are loaded when the code runs, from where it lies. */
  readonly externals: readonly string[];
  /** How many bytes into the code, before the author's, the values of configs belong. */
  readonly configsAt: number;
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
  const runner = await bundledRunner(runnerModule, cacheFolder);
  let shape: BundleShape = 'function';
  const externals = new Set<string>();
  let result: BuildResult<{ write: false }>;
  try {
    const request = { root: realRoot, file, syntax, runnerModule, cacheFolder, externals, runner };
    const asFunction = await buildFlow(shape, request).catch((error: unknown) => {
      if (!isBuildFailure(error) || !error.errors.every(awaitsAtTop)) throw error;
      return undefined;
    });
    if (!asFunction || importsAtRunTime(asFunction)) shape = 'module';
    result = asFunction && shape === 'function' ? asFunction : await buildFlow(shape, request);
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return { diagnostics: [...bundleErrors(error.errors, syntax.at), ...bundleWarnings(error.warnings, syntax.at)] };
  }
  const output = (extension: string): string =>
    result.outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  const head = bundleHead(shape, runnerFile(runner));
  const code = Buffer.from(head + output('.mjs') + bundleTail(shape));
  return {
    bundle: {
      code,
      map: mapBelow(output('.map'), head),
      hash: contentName(code),
      runner,
      externals: [...externals].sort(),
      // On the empty line that the head ends with, so that no other line moves. The head is ASCII.
      configsAt: head.length - 1,
    },
    diagnostics: bundleWarnings(result.warnings, syntax.at),
  };
}

async function buildFlow(
  shape: BundleShape,
  {
    root,
    file,
    syntax,
    runnerModule,
    externals,
    runner,
  }: BundleRequest & { readonly externals: Set<string>; readonly runner: Runner },
): Promise<BuildResult<{ write: false }>> {
  const { build } = esbuild();
  return build({
    ...commonOptions,
    absWorkingDir: root,
    stdin: { contents: flowEntry(file, syntax), resolveDir: root, sourcefile: entryName },
    format: shape === 'function' ? 'cjs' : 'esm',
    conditions: conditionsFor(runnerModule),
    tsconfigRaw: authorTsconfig(root, file),
    plugins: [
      sharedFlowPackage,
      leaveOutside(declaredExternals(root, file), externals),
      clientPackages(runnerModule, runner),
      rejectNativeModules,
      requireBuiltIns,
    ],
    // Nothing is written. Sources of the map are relative to this file's folder.
    outfile: `${root}/flow.mjs`,
    sourcemap: 'external',
    sourcesContent: false,
  });
}

/** What esbuild says of an await at the top level, which a function cannot have. */
function awaitsAtTop({ text }: Message): boolean {
  return text.startsWith('Top-level await is currently not supported with the "cjs" output format');
}

/** Whether an `import()` is left whose target is only known when it runs: in a script from V8's cache, Node 20 cannot follow it. */
function importsAtRunTime({ outputFiles }: BuildResult<{ write: false }>): boolean {
  return outputFiles.some(({ path, text }) => path.endsWith('.mjs') && /\bimport\(/.test(text));
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}
