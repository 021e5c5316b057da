import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Evaluates a module of ours when something of it is first used, not when a module that names it is: of the two hundred modules that the
 * runner consists of, a task that goes well uses half, and each costs its start a little.
 *
 * For CommonJS as TypeScript writes it: `const x_1 = require("./x")`, of which `x_1.name` is used. Modules of ours do nothing when they are
 * evaluated that another one could wait for; what is imported for that alone (`require("./x");`) is evaluated where it stands.
 */
export const lazyModules: Plugin = {
  name: 'mf-lazy-modules',
  setup(build) {
    build.onLoad({ filter: /[/\\]dist[/\\].*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('exports, "__esModule"')) return undefined;
      return { contents: requiredWhereUsed(exportedWhereAsked(text, createRequire(path))), loader: 'js' };
    });
  },
};

/** `x_1.name` becomes `require("./x").name`, a call that finds what it has evaluated before. */
export function requiredWhereUsed(text: string): string {
  let changed = text;
  for (const [line, name, module] of text.matchAll(/^(?:const|var) (\w+_\d+) = (require\("[^"]+"\));$/gm)) {
    const use = new RegExp(`\\b${name}\\b`, 'g');
    const others = changed.replace(line, '');
    if (others.match(use)?.length !== others.match(new RegExp(`(?<![.\\w])${name}\\.`, 'g'))?.length) continue;
    changed = others.replace(new RegExp(`\\bnew ${name}\\.(\\w+)`, 'g'), `new (${module}.$1)`).replace(use, module!);
  }
  return changed;
}

/** `export *` becomes a getter for each of the names, which are known when the bundle is made. */
export function exportedWhereAsked(text: string, load: (module: string) => unknown): string {
  return text.replace(/^__exportStar\(require\("([^"]+)"\), exports\);$/gm, (_line, module: string) =>
    Object.keys(load(module) as object)
      .map((name) => `Object.defineProperty(exports,"${name}",{enumerable:true,get:()=>require("${module}").${name}});`)
      .join(''),
  );
}
