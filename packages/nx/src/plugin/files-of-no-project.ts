import { statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { PathAliases } from '../dependencies/path-aliases';

export interface FileLookup {
  readonly workspaceRoot: string;
  readonly aliases: PathAliases;
  /** Whether a folder is that of a project. */
  readonly isProject: (folder: string) => boolean;
  /** See `fileReferences`. */
  readonly referencesOf: (file: string) => readonly string[];
}

/**
 * The files that others lead to and that belong to no project, in order. No edge of the project graph can stand for these: unless a target
 * names them as inputs, Nx does not see that they have changed, and a flow that imports one is not deployed.
 *
 * Relative paths and path aliases are followed, over files of projects as well. What an alias of a package has is its project's affair.
 */
export function filesOfNoProject(
  starts: readonly string[],
  { workspaceRoot, aliases, isProject, referencesOf }: FileLookup,
): string[] {
  const reached = new Set(starts);
  for (const file of reached) {
    if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
    for (const reference of referencesOf(file)) {
      const paths = /^\.\.?\//.test(reference) ? [posix.join(posix.dirname(file), reference)] : aliases(reference);
      const found = paths.map((path) => existingFile(workspaceRoot, path)).find((path) => path !== undefined);
      if (found !== undefined) reached.add(found);
    }
  }
  return [...reached].filter((file) => !belongsToProject(file, isProject)).sort();
}

function belongsToProject(file: string, isProject: (folder: string) => boolean): boolean {
  for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder)) {
    if (isProject(folder)) return true;
  }
  return false;
}

/** The file in the workspace that a path stands for, with the endings that an import may leave out. */
function existingFile(workspaceRoot: string, path: string): string | undefined {
  if (path.startsWith('..') || posix.isAbsolute(path)) return undefined;
  const asWritten = [path, path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2')];
  const completed = [path, posix.join(path, 'index')].flatMap((stem) => endings.map((ending) => `${stem}${ending}`));
  return [...asWritten, ...completed].find((file) =>
    statSync(join(workspaceRoot, file), { throwIfNoEntry: false })?.isFile(),
  );
}

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
