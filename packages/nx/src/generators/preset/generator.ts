import { join } from 'node:path';
import {
  formatFiles,
  generateFiles,
  type GeneratorCallback,
  installPackagesTask,
  type Tree,
  updateJson,
  writeJson,
} from '@nx/devkit';
import flow from '../flow/generator';
import { withCodedErrors } from '../coded-errors';
import type { PresetGeneratorOptions } from './options';

/** Makes the empty workspace that `create-nx-workspace` has left one of flows. */
export default function preset(tree: Tree, options: PresetGeneratorOptions): Promise<GeneratorCallback> {
  return withCodedErrors(async () => {
    const name = options.flow ?? 'hello';
    updateJson(tree, 'package.json', ({ workspaces = [], ...json }: { workspaces?: string[] }) => ({
      ...json,
      workspaces: [...new Set([...workspaces, 'apps/*', 'libs/*'])],
    }));
    if (!tree.exists('tsconfig.base.json')) writeJson(tree, 'tsconfig.base.json', baseTsConfig);
    generateFiles(tree, join(__dirname, '../../../src/generators/preset/files'), '.', {
      name: options.name,
      flow: name,
      dot: '.',
      template: '',
    });
    await flow(tree, {
      directory: join(tree.root, 'apps', name),
      template: options.flowTemplate ?? 'basic',
      skipFormat: true,
    });
    if (!options.skipFormat) await formatFiles(tree);
    return () => installPackagesTask(tree, true);
  });
}

const baseTsConfig = {
  compilerOptions: {
    target: 'es2022',
    module: 'preserve',
    moduleResolution: 'bundler',
    strict: true,
    skipLibCheck: true,
  },
};
