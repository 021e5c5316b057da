import { parseJson, type Tree } from '@nx/devkit';

/**
 * Settings for the editor and for type checks of a flow; nothing is emitted by TypeScript, since esbuild bundles flows. A base that turns
 * on the decorators of the old proposal, as workspaces with Angular or Nest do, is overridden: flows use the standard ones.
 */
export function flowTsConfig(tree: Tree, base: string): object {
  const { compilerOptions = {} } = parseJson<{ compilerOptions?: Record<string, unknown> }>(
    tree.read('tsconfig.base.json', 'utf8')!,
    { allowTrailingComma: true },
  );
  const oldDecorators = ['experimentalDecorators', 'emitDecoratorMetadata'].filter(
    (name) => compilerOptions[name] === true,
  );
  return {
    extends: base,
    compilerOptions: {
      target: 'es2022',
      module: 'preserve',
      moduleResolution: 'bundler',
      noEmit: true,
      types: ['node'],
      ...Object.fromEntries(oldDecorators.map((name) => [name, false])),
    },
    include: ['src/**/*.ts'],
  };
}
