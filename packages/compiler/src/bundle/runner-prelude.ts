import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cachedBuild, type Made } from './build-cache';
import { commonOptions, conditionsFor } from './build-options';
import { esbuild } from './esbuild-service';
import { BundleNotWrittenError } from './bundle-not-written-error';
import { lazyBuiltIns } from './lazy-built-ins';
import { lazyModules } from './lazy-modules';
import { inputFiles, type RunnerPart, RunnerParts } from './runner-parts';
import { writeNamed } from './write-whole';
import { contentName, type WrittenFile, writtenFile } from './written-file';

/** The name of the runner in a bundle. */
export const runnerName = '__mfRunner';

/** The runner as it goes into bundles. */
export interface Runner {
  /** Absolute path of the file that holds the prelude. */
  readonly file: string;
  /** What the code of a bundle begins with. It ends with a newline, and is ASCII: V8 keeps other text in twice the memory. */
  readonly prelude: string;
  /** What the runner loads when it is needed, from beside the bundle. They lie beside the prelude. */
  readonly parts: readonly WrittenFile[];
}

const runners = new Map<string, Promise<Runner>>();

/**
 * The runner, with the one `@mf/flow` that it and the author's code share.
 *
 * The runner is bundled once in a process, and once in many as long as its files do not change. It is far larger than a flow, and to parse
 * and print it again for each of them would cost ten times as much as the flow itself. For the same reason a process that loads many bundles
 * with the same runner evaluates it once.
 *
 * @param runnerModule absolute path of the module that exports `createProgram`, `runIfEntry` and `serveIfEntry`
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
function isThere({ file, parts }: Runner): boolean {
  return [basename(file), ...parts.map((part) => part.file)].every((name) => existsSync(join(dirname(file), name)));
}

async function readRunner(path: string, cacheFolder: string): Promise<Runner> {
  const key = [path, esbuild().version, JSON.stringify(commonOptions)];
  const { prelude, parts } = await cachedBuild(cacheFolder, key, () => storeRunner(path, cacheFolder));
  const file = join(cacheFolder, prelude.file);
  return { file, prelude: (await readFile(file)).toString(), parts };
}

/** What the cache knows of a runner: the files that lie in the same folder. */
interface RunnerFiles {
  readonly prelude: WrittenFile;
  readonly parts: readonly WrittenFile[];
}

interface BuiltRunner {
  readonly prelude: string;
  readonly parts: readonly RunnerPart[];
  /** Absolute paths of what it is made from. */
  readonly inputs: readonly string[];
}

const built = new Map<string, Promise<BuiltRunner>>();

/** Builds a runner, once in a process, and stores its files. */
async function storeRunner(runnerModule: string, folder: string): Promise<Made<RunnerFiles>> {
  const building = built.get(runnerModule) ?? buildRunner(runnerModule);
  built.set(runnerModule, building);
  const { prelude, parts, inputs } = await building;
  const value = {
    prelude: await keep(folder, `runner-${contentName(prelude)}.js`, prelude),
    parts: await Promise.all(parts.map(({ file, code }) => keep(folder, file, code))),
  };
  // What was made must still be there when it is used.
  return { value, inputs: [...inputs, ...[value.prelude, ...value.parts].map(({ file }) => join(folder, file))] };
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
    charset: 'ascii',
    // In a script that comes from V8's cache, Node 20 cannot follow an import().
    supported: { 'dynamic-import': false },
    // Paths in the output are relative to it: the packages of @mf stand side by side wherever they are installed.
    absWorkingDir: resolveDir,
    stdin: {
      contents: [
        `export * as flow from '@mf/flow';`,
        `export * as internal from '@mf/flow/internal';`,
        `export { createProgram, runIfEntry, serveIfEntry } from './${basename(runnerModule)}';`,
      ].join('\n'),
      resolveDir,
    },
    format: 'cjs',
    conditions,
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
    plugins: [lazy.plugin, lazyBuiltIns, lazyModules],
    metafile: true,
  });
  const runner = (outputFiles[0]?.text ?? '').trimEnd();
  const key = `@mf/runner/${contentName(runner)}`;
  const prelude = `const ${runnerName}=globalThis[Symbol.for(${JSON.stringify(key)})]??=(module=>{${runner}\nreturn module.exports})({exports:{}});\n`;
  const { parts, inputs } = await lazy.finished();
  // How it is made counts as well as what it is made from.
  const makers = [
    __filename,
    require.resolve('./runner-parts'),
    require.resolve('./lazy-built-ins'),
    require.resolve('./lazy-modules'),
  ];
  return { prelude, parts, inputs: [...inputFiles(metafile, resolveDir), ...inputs, ...makers] };
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
