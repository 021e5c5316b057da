import { basename, join } from 'node:path';
import { formatFiles, generateFiles, type GeneratorCallback, joinPathFragments, type Tree } from '@nx/devkit';
import { withCodedErrors } from '../coded-errors';
import { FlowExistsError } from './flow-exists-error';
import { flowNames, type FlowNames } from './flow-names';
import { addFlowProject } from './flow-project';
import type { FlowGeneratorOptions } from './options';
import { projectDirectory } from './project-directory';

/** Creates a flow and its test, with a project around them where there is none yet. */
export default function flow(tree: Tree, options: FlowGeneratorOptions): Promise<GeneratorCallback> {
  return withCodedErrors(async () => {
    const directory = projectDirectory(options.directory, tree.root, process.env['INIT_CWD'] ?? process.cwd());
    const flow = flowNames(options.name ?? basename(directory === '.' ? tree.root : directory));
    const file = joinPathFragments(directory, 'src', `${flow.fileName}.flow.ts`);
    if (tree.exists(file)) throw new FlowExistsError(file);

    const install = await addFlowProject(tree, directory);
    // Templates are no code of the package, so they are read from `src` by both `src` and `dist`.
    const templates = join(__dirname, '../../../src/generators/flow/files', options.template ?? 'basic');
    generateFiles(tree, templates, directory, { ...flow, template: '' } satisfies FlowNames & { template: string });

    if (!options.skipFormat) await formatFiles(tree);
    return install;
  });
}
