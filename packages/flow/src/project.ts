import { type FlowDecorator, flowDecorator } from './flow-decorator';
import { type OptionNames, unknownOptions } from './unknown-options';

export interface ProjectOptions {
  /** Lower case letters, digits and underscores, at most 128. */
  name: string;
  /** Fixes the branch: without it, `--branch` says it, or it is the user's own. */
  branch?: string;
  /** Fixes whether this is the production branch: without it, `--production` says it. */
  production?: boolean;
}

const names: OptionNames<ProjectOptions> = { name: true, branch: true, production: true };

/**
 * Give the flows of a project a namespace of their own, with a branch for each user, experiment and for production. Metaflow's
 * `@project`: a deployment is called `<project>.<branch>.<flow>`, and runs have the tags `project:` and `project_branch:`.
 */
export function project(options: ProjectOptions): FlowDecorator {
  const { name, branch, production } = options;
  return flowDecorator({
    name: 'project',
    attributes: {
      name,
      ...(production !== undefined && { production }),
      ...(branch !== undefined && { branch }),
    },
    ...unknownOptions(options, names),
  });
}
