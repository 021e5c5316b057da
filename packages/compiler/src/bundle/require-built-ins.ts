import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/** Makes `import('node:fs')` a call that waits for nothing, as esbuild does with imports of packages. */
export const requireBuiltIns: Plugin = {
  name: 'mf-built-ins',
  setup(build) {
    build.onResolve({ filter: /^[a-z_:/]+$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' && isBuiltin(path) ? { path, namespace: 'mf-built-in' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'mf-built-in' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};
