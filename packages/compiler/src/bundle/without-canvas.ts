import type { Plugin } from 'esbuild';

/**
 * Vega looks for an optional package with a top-level await, which CommonJS cannot have. Charts are drawn as SVG, so its variant without the
 * package does.
 */
export const withoutCanvas: Plugin = {
  name: 'mf-without-canvas',
  setup(build) {
    build.onResolve({ filter: /^vega-canvas$/ }, async ({ path, importer, resolveDir, pluginData }) => {
      if (pluginData === withoutCanvas) return undefined;
      const kind = 'import-statement';
      const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: withoutCanvas });
      return { ...found, path: found.path.replace(/\.node\.js$/, '.browser.js'), pluginData: undefined };
    });
  },
};
