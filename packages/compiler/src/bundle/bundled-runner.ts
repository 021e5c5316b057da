import { existsSync, realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cachedBuild, type Made } from './build-cache';
import { commonOptions, conditionsFor } from './build-options';
import { esbuild } from './esbuild-service';
import { BundleNotWrittenError } from './bundle-not-written-error';
import { lazyBuiltIns } from './lazy-built-ins';
import { lazyModules } from './lazy-modules';
import { inputFiles, type RunnerPart, RunnerParts, type ThreadProgram } from './runner-parts';
import { writeNamed } from './write-whole';
import { contentName, type WrittenFile, writtenFile } from './written-file';

/** The name of the runner in a bundle. */
export const runnerName = '__mfRunner';

/** The runner as bundles load it: files that lie in one folder and are named by their content. */
export interface Runner {
  /** Absolute path. */
  readonly folder: string;
  /** Each after those that it loads: the last is the one that a bundle loads, a CommonJS file. */
  readonly files: readonly WrittenFile[];
  /** Which modules that it is made from start threads, and with which of the files. */
  readonly programs: readonly ThreadProgram[];
}

const runners = new Map<string, Promise<Runner>>();

/** The file that a bundle loads. */
export function runnerFile({ files }: Runner): string {
  return files.at(-1)!.file;
}

/** Whether a file that lies beside a bundle is the runner or a part of it. */
export function isRunnerFile(file: string): boolean {
  return /^mf-[a-z0-9-]+-[0-9a-f]{16}\.cjs$/.test(file);
}

/**
 * The runner, with the one `@mf/flow` that it and the author's code share.
 *
 * The runner is bundled once in a process, and once in many as long as its files do not change. It is far larger than a flow, and to parse
 * and print it again for each of them would cost ten times as much as the flow itself.
 *
 * @param runnerModule absolute path of the module that exports `createProgram`, `runIfEntry`, `serveIfEntry` and `supervise`
 * @param cacheFolder keeps it for other processes
 */
export async function bundledRunner(runnerModule: string, cacheFolder: string): Promise<Runner> {
  const path = realpathSync(runnerModule);
  for (;;) {
    const known = runners.get(path);
    if (known && isThere(await known)) return known;
    // While it was waited for, another one may have seen the same.
    if (runners.get(path) === known) runners.set(path, readRunner(path, cacheFolder));
  }
}

/** Whether nobody has deleted the cache since. */
function isThere({ folder, files }: Runner): boolean {
  return files.every(({ file }) => existsSync(join(folder, file)));
}

async function readRunner(path: string, cacheFolder: string): Promise<Runner> {
  const key = [path, esbuild().version, JSON.stringify(commonOptions)];
  const stored = await cachedBuild(cacheFolder, key, () => storeRunner(path, cacheFolder));
  return { folder: cacheFolder, ...stored };
}

interface BuiltRunner {
  readonly files: readonly RunnerPart[];
  readonly programs: readonly ThreadProgram[];
  /** Absolute paths of what it is made from. */
  readonly inputs: readonly string[];
}

const built = new Map<string, Promise<BuiltRunner>>();

/** Builds a runner, once in a process, and stores its files. */
async function storeRunner(runnerModule: string, folder: string): Promise<Made<Omit<Runner, 'folder'>>> {
  const building = built.get(runnerModule) ?? buildRunner(runnerModule);
  built.set(runnerModule, building);
  const { files: texts, programs, inputs } = await building;
  const files = await Promise.all(texts.map(({ file, code }) => keep(folder, file, code)));
  // What was made must still be there when it is used.
  return { value: { files, programs }, inputs: [...inputs, ...files.map(({ file }) => join(folder, file))] };
}

async function buildRunner(runnerModule: string): Promise<BuiltRunner> {
  const { build } = esbuild();
  const resolveDir = dirname(runnerModule);
  const conditions = conditionsFor(runnerModule);
  const lazy = new RunnerParts(conditions);
  const { outputFiles, metafile } = await build({
    ...commonOptions,
    // No name of the runner's is an author's: to give each function its own would cost every task's start.
    keepNames: false,
    // V8 keeps other text in twice the memory.
    charset: 'ascii',
    // A CommonJS file has its own.
    define: {},
    // In a script that comes from V8's cache, Node 20 cannot follow an import().
    supported: { 'dynamic-import': false },
    // Paths in the output are relative to it: the packages of @mf stand side by side wherever they are installed.
    absWorkingDir: resolveDir,
    stdin: {
      contents: [
        `export * as flow from '@mf/flow';`,
        `export * as internal from '@mf/flow/internal';`,
        `export { createProgram, runIfEntry, serveIfEntry, supervise } from './${basename(runnerModule)}';`,
      ].join('\n'),
      resolveDir,
    },
    format: 'cjs',
    conditions,
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
    plugins: [lazy.plugin, lazyBuiltIns, lazyModules],
    metafile: true,
  });
  const code = `"use strict";${outputFiles[0]?.text ?? ''}`;
  const { parts, programs, inputs } = await lazy.finished();
  // How it is made counts as well as what it is made from.
  const makers = [
    __filename,
    require.resolve('./runner-parts'),
    require.resolve('./lazy-built-ins'),
    require.resolve('./lazy-modules'),
  ];
  const files = [...parts, { file: `mf-runner-${contentName(code)}.cjs`, code }];
  return { files, programs, inputs: [...inputFiles(metafile, resolveDir), ...inputs, ...makers] };
}

async function keep(folder: string, file: string, text: string): Promise<WrittenFile> {
  const content = Buffer.from(text);
  try {
    await mkdir(folder, { recursive: true });
    await writeNamed(join(folder, file), content);
  } catch (error) {
    throw new BundleNotWrittenError(join(folder, file), error as Error);
  }
  return writtenFile(file, content, true);
}
