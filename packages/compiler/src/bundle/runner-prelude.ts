import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { commonOptions, conditionsFor } from './build-options';
import { esbuild } from './esbuild-service';

/** The name of the runner in a bundle. */
export const runnerName = '__mfRunner';

const preludes = new Map<string, Promise<string>>();

/**
 * What a bundle begins with: the runner, with the one `@mf/flow` that it and the author's code share. It ends with an empty line.
 *
 * The runner is bundled once in a process. It is far larger than a flow, and to parse and print it again for each of them would cost ten times
 * as much as the flow itself. For the same reason a process that loads many bundles with the same runner evaluates it once.
 *
 * @param runnerModule absolute path of the module that exports `createProgram` and `runIfEntry`
 */
export function runnerPrelude(runnerModule: string): Promise<string> {
  const path = realpathSync(runnerModule);
  const known = preludes.get(path);
  if (known) return known;
  const building = buildPrelude(path);
  preludes.set(path, building);
  return building;
}

async function buildPrelude(runnerModule: string): Promise<string> {
  const { build } = await esbuild();
  const resolveDir = dirname(runnerModule);
  const { outputFiles } = await build({
    ...commonOptions,
    // Paths in the output are relative to it: the packages of @mf stand side by side wherever they are installed.
    absWorkingDir: resolveDir,
    stdin: {
      contents: [
        `export * as flow from '@mf/flow';`,
        `export * as internal from '@mf/flow/internal';`,
        `export { createProgram, runIfEntry } from './${basename(runnerModule)}';`,
      ].join('\n'),
      resolveDir,
    },
    format: 'cjs',
    conditions: conditionsFor(runnerModule),
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
  });
  const runner = (outputFiles[0]?.text ?? '').trimEnd();
  const key = `@mf/runner/${createHash('sha256').update(runner).digest('hex').slice(0, 16)}`;
  return `${banner}const ${runnerName}=globalThis[Symbol.for(${JSON.stringify(key)})]??=(module=>{${runner}\nreturn module.exports})({exports:{}});\n\n`;
}

/** These cannot meet a declaration of the author's: esbuild renames any other `require`. */
const banner = [
  `import{createRequire as __mfCreateRequire}from'node:module';`,
  `import{fileURLToPath as __mfFileURLToPath}from'node:url';`,
  `import{dirname as __mfDirnameOf}from'node:path';`,
  `const require=__mfCreateRequire(import.meta.url),__mfFilename=__mfFileURLToPath(import.meta.url),__mfDirname=__mfDirnameOf(__mfFilename);\n`,
].join('');
