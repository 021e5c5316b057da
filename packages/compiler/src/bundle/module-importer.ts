import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { ImportModule } from '../source/import-module';
import { authorTsconfig } from './author-tsconfig';
import { authorConditions, commonOptions } from './build-options';
import { esbuild } from './esbuild-service';

/**
 * Follows imports of a flow's modules to their source, by the bundler's own resolution: relative paths, path aliases of the author's
 * tsconfig, packages of the workspace and installed ones.
 *
 * @param root absolute path of the workspace
 * @param file of the flow, relative to it: it decides which tsconfig counts
 */
export function moduleImporter(root: string, file: string): ImportModule {
  return async (specifier, importer) => {
    const realRoot = await realpath(root);
    const path = await resolveImport(realRoot, file, specifier, importer);
    if (path === undefined || !/\.[cm]?[jt]sx?$/.test(path)) return undefined;
    return { file: relative(realRoot, path).split(sep).join('/'), text: await readFile(path, 'utf8') };
  };
}

async function resolveImport(
  root: string,
  file: string,
  specifier: string,
  importer: string,
): Promise<string | undefined> {
  const { build } = esbuild();
  let found: string | undefined;
  await build({
    ...commonOptions,
    absWorkingDir: root,
    stdin: { contents: '', resolveDir: root },
    conditions: authorConditions,
    tsconfigRaw: authorTsconfig(root, file),
    plugins: [
      {
        name: 'mf-resolve',
        setup({ onStart, resolve }) {
          onStart(async () => {
            const path = join(root, importer);
            const result = await resolve(specifier, {
              importer: path,
              resolveDir: dirname(path),
              kind: 'import-statement',
            });
            if (result.errors.length === 0 && !result.external && result.namespace === 'file') found = result.path;
          });
        },
      },
    ],
  });
  return found;
}
