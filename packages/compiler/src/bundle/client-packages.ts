import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import type { Plugin } from 'esbuild';
import type { Runner } from './bundled-runner';
import type { ThreadProgram } from './runner-parts';

/** Marks what this plugin asks itself. */
const asked = Symbol('mf-client');

/**
 * Lets a flow read runs. `@mf/client`, and the datastore below it, are the ones that the runner is made from, so the programs of their threads
 * are the parts of the runner that lie beside the bundle (docs/adr/0009). Their modules are the bundle's own: a flow that is loaded anew has
 * their state anew.
 *
 * @param runnerModule absolute path
 */
export function clientPackages(runnerModule: string, { programs }: Pick<Runner, 'programs'>): Plugin {
  const resolveDir = dirname(realpathSync(runnerModule));
  return {
    name: 'mf-client',
    setup(build) {
      build.onResolve({ filter: /^@mf\/(client|datastore)(\/|$)/ }, async ({ path, kind, pluginData }) => {
        if (pluginData === asked) return undefined;
        const found = await build.resolve(path, { kind, resolveDir, pluginData: asked });
        return found.errors.length === 0 ? found : undefined;
      });
      if (programs.length === 0) return;
      build.onLoad({ filter: anyOf(programs.map(({ importer }) => importer)) }, async ({ path }) => ({
        contents: besideBundle(
          await readFile(path, 'utf8'),
          programs.filter(({ importer }) => importer === path),
        ),
        loader: extname(path) === '.ts' ? 'ts' : 'js',
      }));
    },
  };
}

function anyOf(paths: readonly string[]): RegExp {
  return new RegExp(`^(${paths.map((path) => path.replace(/[^\w/]/g, String.raw`\$&`)).join('|')})$`);
}

/** By the text: in what becomes a module, esbuild does not look at `require.resolve`. `__dirname` is the folder of the bundle. */
function besideBundle(text: string, programs: readonly ThreadProgram[]): string {
  return text.replace(/\brequire\.resolve\((['"])(.*?)\1\)/g, (call, _quote, path) => {
    const file = programs.find((program) => program.path === path)?.file;
    return file === undefined ? call : `(__dirname+"/${file}")`;
  });
}
