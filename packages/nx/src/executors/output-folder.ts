import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Files outside of the workspace cannot be part of a task's outputs. */
export class OutputOutsideWorkspaceError extends Error {
  readonly code = 'MF7006';
  readonly advice = "Give a folder inside of the workspace, or write elsewhere with 'npx mf', which caches nothing.";

  constructor(output: string) {
    super(`the output folder ${output} is outside of the workspace, where Nx's cache could not restore it`);
    this.name = 'OutputOutsideWorkspaceError';
  }
}

/**
 * The folder for one flow below the output folder of a task. Every flow has its own, since Nx empties a task's outputs before it restores
 * them: in a shared folder of DAGs it would take those of others with it.
 *
 * @throws OutputOutsideWorkspaceError
 */
export function outputFolder(workspaceRoot: string, output: string, flowName: string): string {
  const folder = resolve(workspaceRoot, output);
  const path = relative(workspaceRoot, folder);
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) throw new OutputOutsideWorkspaceError(output);
  return resolve(folder, flowName);
}
