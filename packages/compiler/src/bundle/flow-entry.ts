import type { FlowSyntax } from '@mf/ir';
import type { Plugin } from 'esbuild';
import { runnerName } from './bundled-runner';

/** The name of the entry in a bundle's source map. */
export const entryName = 'mf-entry';

/**
 * The module that a bundle is made from. What only lint needs stays out: a run has no use for it.
 *
 * @param file of the flow, relative to the workspace root
 */
export function flowEntry(file: string, { uses: _, ...syntax }: FlowSyntax): string {
  return [
    `import * as author from ${JSON.stringify(`./${file}`)};`,
    `export const program = ${runnerName}.createProgram(author[${JSON.stringify(syntax.exportName)}], ${JSON.stringify(syntax)});`,
    `${runnerName}.runIfEntry(__filename, program);`,
  ].join('\n');
}

/** Lets all code of a bundle use the `@mf/flow` of the runner: decorators must write where the runner reads. */
export const sharedFlowPackage: Plugin = {
  name: 'mf-flow',
  setup(build) {
    build.onResolve({ filter: /^@mf\/flow(\/internal)?$/ }, ({ path }) => ({ path, namespace: 'mf' }));
    build.onLoad({ filter: /.*/, namespace: 'mf' }, ({ path }) => ({
      contents: `module.exports = ${runnerName}.${path === '@mf/flow' ? 'flow' : 'internal'};`,
      loader: 'js',
    }));
  },
};
