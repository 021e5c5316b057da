import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { CreateDependenciesContext, ProjectConfiguration } from '@nx/devkit';
import type { PathAliases } from './path-aliases';

/** The node of the project graph that a specifier in a file leads to; undefined when there is none. */
export type ImportTarget = (specifier: string, file: string) => string | undefined;

/**
 * Resolves a specifier as far as the project graph goes: a relative path or a path alias to the project that owns it, a package name to
 * the workspace project of that name or to the npm package. No file needs to exist: only its place counts.
 */
export function importTargets(
  { projects, externalNodes }: Pick<CreateDependenciesContext, 'projects' | 'externalNodes'>,
  aliases: PathAliases,
): ImportTarget {
  const owner = projectOwners(projects);
  const projectOfPackage = new Map<string, string>();
  for (const [name, { metadata }] of Object.entries(projects)) {
    if (metadata?.js?.packageName !== undefined) projectOfPackage.set(metadata.js.packageName, name);
  }

  return (specifier, file) => {
    if (/^\.\.?(\/|$)/.test(specifier)) return owner(posix.join(posix.dirname(file), specifier));
    for (const path of aliases(specifier)) {
      const project = owner(path);
      if (project !== undefined) return project;
    }
    if (isBuiltin(specifier)) return undefined;
    const name = packageName(specifier);
    if (name === undefined) return undefined;
    return projectOfPackage.get(name) ?? (externalNodes?.[`npm:${name}`] ? `npm:${name}` : undefined);
  };
}

/** Finds the project with the deepest root above a path. A project at the workspace root owns nothing: every path is below it. */
function projectOwners(projects: Readonly<Record<string, ProjectConfiguration>>): (path: string) => string | undefined {
  const names = new Map(Object.entries(projects).map(([name, { root }]) => [posix.normalize(root), name]));
  return (path) => {
    for (let folder = path; folder !== '.' && folder !== '..' && folder !== '/'; folder = posix.dirname(folder)) {
      const name = names.get(folder);
      if (name !== undefined) return name;
    }
    return undefined;
  };
}

/** `@scope/name/sub` and `name/sub` without what follows the name; undefined for URLs, absolute paths and `#imports`. */
function packageName(specifier: string): string | undefined {
  return /^(@[^/:]+\/[^/:]+|[^@#./:][^/:]*)(\/|$)/.exec(specifier)?.[1];
}
