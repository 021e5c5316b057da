import { basename } from 'node:path';
import {
  type GeneratorCallback,
  getProjects,
  installPackagesTask,
  joinPathFragments,
  offsetFromRoot,
  type Tree,
  writeJson,
} from '@nx/devkit';
import init from '../init/generator';
import { ownVersion } from '../own-packages';
import { ProjectNameTakenError } from './project-name-taken-error';
import { flowTsConfig } from './tsconfig';
import { isWorkspacePackage } from './workspace-packages';

/**
 * Makes the workspace ready for flows, and a folder a project where it is none yet.
 *
 * @param directory relative to the workspace root
 * @throws ProjectNameTakenError
 */
export async function addFlowProject(tree: Tree, directory: string): Promise<GeneratorCallback> {
  const install = await init(tree, { skipFormat: true });
  const isNew = !['package.json', 'project.json'].some((name) => tree.exists(joinPathFragments(directory, name)));
  const isPackage = isNew && isWorkspacePackage(tree, directory);
  if (isNew) addProject(tree, directory, isPackage);
  addTsConfig(tree, directory);
  return isPackage ? () => installPackagesTask(tree, true) : install;
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
  const version = ownVersion();
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
