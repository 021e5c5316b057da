import { existsSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import type { CreateNodes, CreateNodesContext, CreateNodesResultArray } from '@nx/devkit';
import { readPathAliases } from '../dependencies/path-aliases';
import { fileReferences } from './file-references';
import { filesOfNoProject } from './files-of-no-project';
import { type FlowFacts, readFlowFacts, readSource } from './flow-facts';
import { flowName } from './flow-name';
import { flowFilesGlob, type FlowProject, flowProjects } from './flow-project';
import { flowTargets } from './flow-targets';
import { namedTargets, type PluginOptions } from './named-targets';
import { settingsOfBundles } from './settings-of-bundles';
import { targetInputs, withFiles } from './target-inputs';

/**
 * Infers the targets of every flow from its file: no compiler is loaded, and nothing that a flow contains can fail the inference of
 * another.
 */
export const createNodes: CreateNodes<PluginOptions> = [
  flowFilesGlob,
  (files, options, context) => inferProjects(files, options ?? {}, context),
];

/** The name under which Nx 22 looks for `createNodes`. */
export const createNodesV2 = createNodes;

/**
 * With more flows than that, targets do not say what they are for: Nx goes through all of that in each command, which would take more than
 * 0.1 s of CPU. The help of the executors says it as well: `nx run train:logs --help`.
 */
const mostDescribedFlows = 200;

/** @throws PluginOptionsError */
function inferProjects(
  files: readonly string[],
  options: PluginOptions,
  { workspaceRoot, nxJsonConfiguration }: CreateNodesContext,
): CreateNodesResultArray {
  const named = namedTargets(options);
  const environments = Object.keys(options.environments ?? {});
  const inputs = withFiles(
    targetInputs(nxJsonConfiguration.namedInputs, isExternalDependency(workspaceRoot)),
    settingsOfBundles(workspaceRoot),
  );
  const facts = readFlowFacts(
    workspaceRoot,
    files.filter((file) => file.endsWith('.flow.ts')),
  );
  const isDescribed = facts.size <= mostDescribedFlows;
  const classOf = (file: string) => facts.get(file)?.className;
  const isProject = (folder: string) =>
    ['package.json', 'project.json'].some((name) => existsSync(`${workspaceRoot}/${folder}/${name}`));
  const projects = flowProjects(files, {
    isProject,
    nameOf: (file) => flowName(file, classOf(file)),
    classOf,
  });
  const looseFilesOf = looseFiles(workspaceRoot, projects, isProject, facts);

  return projects.map((project) => {
    const { root, flows } = project;
    const dagIsPure = flows.every(({ file }) => facts.get(file)?.dagIsPure);
    // A package.json or project.json of the project overrides this name. Without one the path is a name no other project can have.
    const name = root === '.' ? basename(workspaceRoot) : root;
    const targets = named(
      flowTargets(project, { inputs: withFiles(inputs, looseFilesOf(project)), dagIsPure, environments, isDescribed }),
    );
    return [flows[0]!.file, { projects: { [root]: { root, name, targets } } }];
  });
}

/** What the flows and specs of a project use of files that belong to no project. One at the top of the workspace has them all. */
function looseFiles(
  workspaceRoot: string,
  projects: readonly FlowProject[],
  isProject: (folder: string) => boolean,
  facts: ReadonlyMap<string, FlowFacts>,
): (project: FlowProject) => string[] {
  const folders = new Map(projects.map(({ root }) => [root, true]));
  const read = new Map<string, readonly string[]>();
  const referencesOf = (file: string) => {
    let references = facts.get(file)?.references ?? read.get(file);
    if (!references) read.set(file, (references = fileReferences(readSource(join(workspaceRoot, file)) ?? '')));
    return references;
  };
  const lookup = {
    workspaceRoot,
    aliases: readPathAliases(workspaceRoot),
    isProject: (folder: string) => {
      let answer = folders.get(folder);
      if (answer === undefined) folders.set(folder, (answer = isProject(folder)));
      return answer;
    },
    referencesOf,
  };
  return ({ root, flows, specs }) =>
    root === '.' ? [] : filesOfNoProject([...flows.map(({ file }) => file), ...specs], lookup);
}

const lockfiles = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

/**
 * Whether Nx knows `@mf/nx` as an external dependency: it refuses the name otherwise. It does when the plugin is installed, which it is
 * not in its own repository, and stands in a lockfile.
 */
function isExternalDependency(workspaceRoot: string): boolean {
  return (
    __dirname.split(sep).includes('node_modules') && lockfiles.some((file) => existsSync(join(workspaceRoot, file)))
  );
}
