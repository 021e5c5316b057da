import type { FlowIR } from '../flow-ir';

/** Where a run or a deployment of a flow with `@project` belongs. */
export interface Project {
  readonly name: string;
  /** `prod`, `prod.<branch>`, `test.<branch>` or `user.<name>`. */
  readonly branch: string;
  /** `<project>.<branch>.<flow>`: what the flow is called on a scheduler. */
  readonly flowName: string;
  readonly isUserBranch: boolean;
  readonly isProduction: boolean;
}

/** What `--branch` and `--production` say. */
export interface ProjectOptions {
  readonly branch?: string;
  readonly production?: boolean;
}

/** What `@project` of a flow says; undefined for a flow without it. */
export function projectDecorator({
  decorators,
}: FlowIR):
  { readonly name: string; readonly branch: string | undefined; readonly production: boolean | undefined } | undefined {
  const attributes = decorators.find(({ name }) => name === 'project')?.attributes;
  if (attributes === undefined) return undefined;
  const { name, branch, production } = attributes;
  return {
    name: typeof name === 'string' ? name : '',
    branch: typeof branch === 'string' ? branch : undefined,
    production: typeof production === 'boolean' ? production : undefined,
  };
}

/**
 * The branch that a flow with `@project` runs on: Metaflow's rules. What the decorator says cannot be changed from outside.
 *
 * @param owner whose branch it is where none is given
 * @returns undefined for a flow without `@project`
 * @throws ProjectOptionError for a branch that cannot be one, or for options that contradict the decorator or mean nothing
 */
export function chooseProject(ir: FlowIR, options: ProjectOptions, owner: () => string): Project | undefined {
  const decorator = projectDecorator(ir);
  if (!decorator) {
    const given = options.production ? '--production' : options.branch === undefined ? undefined : '--branch';
    if (given) throw new ProjectOptionError(`${ir.name} has no @project, so ${given} means nothing`);
    return undefined;
  }
  for (const option of ['branch', 'production'] as const) {
    const own = decorator[option];
    const given = options[option];
    if (own === undefined || given === undefined || given === false || given === own) continue;
    throw new ProjectOptionError(
      `--${option} contradicts the @project of ${ir.name}, which says ${option}: ${JSON.stringify(own)}`,
    );
  }
  const branch = decorator.branch ?? options.branch;
  const reason = branch === undefined ? undefined : projectNameProblem(branch);
  if (reason !== undefined)
    throw new ProjectOptionError(`--branch ${JSON.stringify(branch)} cannot be a branch: ${reason}`);
  const isProduction = decorator.production ?? options.production ?? false;
  if (isProduction) return projectOnBranch(ir, branch === undefined ? 'prod' : `prod.${branch}`);
  return projectOnBranch(ir, branch === undefined ? `user.${owner()}` : `test.${branch}`);
}

/**
 * The project of a run whose branch was chosen when it started.
 *
 * @param branch `prod`, `prod.<branch>`, `test.<branch>` or `user.<name>`
 * @returns undefined for a flow without `@project`
 */
export function projectOnBranch(ir: FlowIR, branch: string): Project | undefined {
  const decorator = projectDecorator(ir);
  if (!decorator) return undefined;
  const [kind] = branch.split('.', 1);
  return {
    name: decorator.name,
    branch,
    flowName: `${decorator.name}.${branch}.${ir.name}`,
    isUserBranch: kind === 'user',
    isProduction: kind === 'prod',
  };
}

/** The system tags that Metaflow gives to runs of a project. */
export function projectTags(project: Project | undefined): string[] {
  return project ? [`project:${project.name}`, `project_branch:${project.branch}`] : [];
}

const longest = 128;

/** Why a text cannot name a project or a branch (Metaflow's rule); undefined when it can. */
export function projectNameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (/[^a-z0-9_]/.test(name)) return 'only lower case letters, digits and underscores are possible';
  return name.length > longest ? `it has ${name.length} characters, at most ${longest} are possible` : undefined;
}

/** `--branch` or `--production` cannot be used with this flow, or not like this. */
export class ProjectOptionError extends Error {
  override readonly name = 'ProjectOptionError';
  readonly code = 'MF5140';
  readonly advice =
    'Name branches with lower case letters, digits and underscores, say them in one place, and only for a flow with @project.';
}
