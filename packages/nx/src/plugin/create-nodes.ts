import { existsSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import type { CreateNodes, CreateNodesContext, CreateNodesResultArray } from '@nx/devkit';
import { mayComputeDefault } from './computed-default';
import { flowName } from './flow-name';
import { flowFilesGlob, flowProjects } from './flow-project';
import { mayBelongToProject } from './project-branch';
import { flowTargets } from './flow-targets';
import { targetInputs } from './target-inputs';

/**
 * Infers the targets of every flow from its file: no compiler is loaded, and nothing that a flow contains can fail the inference of
 * another.
 */
export const createNodes: CreateNodes = [flowFilesGlob, (files, _options, context) => inferProjects(files, context)];

/** The name under which Nx 22 looks for `createNodes`. */
export const createNodesV2 = createNodes;

function inferProjects(
  files: readonly string[],
  { workspaceRoot, nxJsonConfiguration }: CreateNodesContext,
): CreateNodesResultArray {
  const installed = __dirname.split(sep).includes('node_modules');
  const inputs = targetInputs(nxJsonConfiguration.namedInputs, installed);
  const sources = new Map(files.map((file) => [file, readSource(join(workspaceRoot, file))]));
  const projects = flowProjects(files, {
    isProject: (folder) =>
      ['package.json', 'project.json'].some((name) => existsSync(join(workspaceRoot, folder, name))),
    nameOf: (file) => flowName(file, sources.get(file) ?? ''),
  });

  return projects.map((project) => {
    const { root, flows } = project;
    const dagIsPure = flows.every(({ file }) => {
      const source = sources.get(file);
      return source !== undefined && !mayComputeDefault(source) && !mayBelongToProject(source);
    });
    // A package.json or project.json of the project overrides this name. Without one the path is a name no other project can have.
    const name = root === '.' ? basename(workspaceRoot) : root;
    return [
      flows[0]!.file,
      { projects: { [root]: { root, name, targets: flowTargets(project, { inputs, dagIsPure }) } } },
    ];
  });
}

/** Undefined for a file that was deleted since Nx listed it, or is unreadable: the command that compiles it will say so. */
function readSource(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
