import { basename, join } from 'node:path';
import {
  formatFiles,
  generateFiles,
  type GeneratorCallback,
  getProjects,
  installPackagesTask,
  joinPathFragments,
  offsetFromRoot,
  readJsonFile,
  type Tree,
  writeJson,
} from '@nx/devkit';
import { withCodedErrors } from '../coded-errors';
import init from '../init/generator';
import { FlowExistsError } from './flow-exists-error';
import { flowNames, type FlowNames } from './flow-names';
import type { FlowGeneratorOptions } from './options';
import { projectDirectory } from './project-directory';
import { ProjectNameTakenError } from './project-name-taken-error';
import { flowTsConfig } from './tsconfig';
import { isWorkspacePackage } from './workspace-packages';

/** Creates a flow and its test, with a project around them where there is none yet. */
export default function flow(tree: Tree, options: FlowGeneratorOptions): Promise<GeneratorCallback> {
  return withCodedErrors(async () => {
    const directory = projectDirectory(options.directory, tree.root, process.env['INIT_CWD'] ?? process.cwd());
    const flow = flowNames(options.name ?? basename(directory === '.' ? tree.root : directory));
    const file = joinPathFragments(directory, 'src', `${flow.fileName}.flow.ts`);
    if (tree.exists(file)) throw new FlowExistsError(file);

    const install = await init(tree, { skipFormat: true });
    const isNew = !['package.json', 'project.json'].some((name) => tree.exists(joinPathFragments(directory, name)));
    const isPackage = isNew && isWorkspacePackage(tree, directory);
    if (isNew) addProject(tree, directory, isPackage);
    addTsConfig(tree, directory);
    // Templates are no code of the package, so they are read from `src` by both `src` and `dist`.
    const templates = join(__dirname, '../../../src/generators/flow/files');
    generateFiles(tree, templates, directory, { ...flow, template: '' } satisfies FlowNames & { template: string });

    if (!options.skipFormat) await formatFiles(tree);
    return isPackage ? () => installPackagesTask(tree, true) : install;
  });
}

/** The project is named after its folder. @throws ProjectNameTakenError */
function addProject(tree: Tree, directory: string, isPackage: boolean): void {
  const name = basename(directory);
  const taken = getProjects(tree).get(name);
  if (taken) throw new ProjectNameTakenError(name, taken.root);

  if (!isPackage) {
    writeJson(tree, joinPathFragments(directory, 'project.json'), {
      $schema: `${offsetFromRoot(directory)}node_modules/nx/schemas/project-schema.json`,
      name,
      projectType: 'application',
      sourceRoot: `${directory}/src`,
    });
    return;
  }
  const { version } = readJsonFile<{ version: string }>(join(__dirname, '../../../package.json'));
  writeJson(tree, joinPathFragments(directory, 'package.json'), {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    dependencies: { '@mf/flow': version },
    devDependencies: { '@mf/cli': version },
  });
}

/** Only where the workspace has settings that TypeScript is to share. */
function addTsConfig(tree: Tree, directory: string): void {
  const file = joinPathFragments(directory, 'tsconfig.json');
  if (!tree.exists('tsconfig.base.json') || tree.exists(file)) return;
  writeJson(tree, file, flowTsConfig(tree, `${offsetFromRoot(directory)}tsconfig.base.json`));
}
