import { isAbsolute, relative, resolve, sep } from 'node:path';

/** The folder of a flow's project is not inside of the workspace. */
export class DirectoryOutsideWorkspaceError extends Error {
  readonly code = 'MF7002';
  readonly advice = 'Give a folder inside of the workspace, e.g. apps/train.';

  constructor(directory: string) {
    super(`${directory} is outside of the workspace`);
    this.name = 'DirectoryOutsideWorkspaceError';
  }
}

/**
 * The folder that a user means, relative to the workspace root with `/`. A relative one counts from where the user is, as in Nx's own
 * generators, if that is inside of the workspace.
 *
 * @throws DirectoryOutsideWorkspaceError
 */
export function projectDirectory(directory: string, workspaceRoot: string, cwd: string): string {
  const inside = relativeInside(workspaceRoot, cwd) !== undefined;
  const found = relativeInside(workspaceRoot, resolve(inside ? cwd : workspaceRoot, directory));
  if (found === undefined) throw new DirectoryOutsideWorkspaceError(directory);
  return found === '' ? '.' : found;
}

function relativeInside(root: string, path: string): string | undefined {
  const result = relative(root, path);
  return result === '..' || result.startsWith(`..${sep}`) || isAbsolute(result)
    ? undefined
    : result.split(sep).join('/');
}
