import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/** What Node itself has loaded before it runs anything: to be asked for it costs nothing. */
const loadedByNode: readonly string[] = ['node:buffer', 'node:fs', 'node:path', 'node:util'];

/**
 * Loads Node's modules when something of them is first used, not when the runner's module that names them is evaluated: zlib and its streams
 * alone take a tenth of an empty process, and most tasks need none of them.
 *
 * For compiled CommonJS, which names what it uses as a property each time.
 */
export const lazyBuiltIns: Plugin = {
  name: 'mf-lazy-built-ins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'require-call' && isBuiltin(path) && !loadedByNode.includes(path)
        ? { path, namespace: 'mf-lazy-built-in' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'mf-lazy-built-in' }, ({ path }) => ({
      contents: `let module_;module.exports=new Proxy({},{get:(_,name)=>(module_??=process.getBuiltinModule(${JSON.stringify(path)}))[name]});`,
      loader: 'js',
    }));
  },
};
