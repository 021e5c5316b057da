import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { cachedBuild, type Made } from './build-cache';
import { commonOptions, conditionsFor } from './build-options';
import { esbuild } from './esbuild-service';
import { inputFiles, type RunnerPart, RunnerParts } from './runner-parts';

/** The name of the runner in a bundle. */
export const runnerName = '__mfRunner';

/** The runner as it goes into bundles. */
export interface Runner {
  /** What the code of a bundle begins with. It ends with a newline. */
  readonly prelude: string;
  /** What the runner loads when it is needed, from beside the bundle. */
  readonly parts: readonly RunnerPart[];
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
export function bundledRunner(runnerModule: string, cacheFolder: string): Promise<Runner> {
  const path = realpathSync(runnerModule);
  const known = runners.get(path);
  if (known) return known;
  const building = esbuild().then(({ version }) =>
    cachedBuild(cacheFolder, [path, version, JSON.stringify(commonOptions)], () => buildRunner(path)),
  );
  runners.set(path, building);
  return building;
}

async function buildRunner(runnerModule: string): Promise<Made<Runner>> {
  const { build } = await esbuild();
  const resolveDir = dirname(runnerModule);
  const conditions = conditionsFor(runnerModule);
  const lazy = new RunnerParts(conditions);
  const { outputFiles, metafile } = await build({
    ...commonOptions,
    // No name of the runner's is an author's: to give each function its own would cost every task's start.
    keepNames: false,
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
    plugins: [lazy.plugin],
    metafile: true,
  });
  const runner = (outputFiles[0]?.text ?? '').trimEnd();
  const key = `@mf/runner/${createHash('sha256').update(runner).digest('hex').slice(0, 16)}`;
  const prelude = `const ${runnerName}=globalThis[Symbol.for(${JSON.stringify(key)})]??=(module=>{${runner}\nreturn module.exports})({exports:{}});\n`;
  const { parts, inputs } = await lazy.finished();
  // How it is made counts as well as what it is made from.
  const makers = [__filename, require.resolve('./runner-parts')];
  return { value: { prelude, parts }, inputs: [...inputFiles(metafile, resolveDir), ...inputs, ...makers] };
}
