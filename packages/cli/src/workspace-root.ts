import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files that mark the top of a repository, the strongest first. */
const marks = ['nx.json', '.git', 'package.json'];

/**
 * The folder that source positions and bundled paths are relative to: the closest ancestor of `file` with an nx.json, else the
 * closest with a .git, else the closest with a package.json, else the folder of the file.
 */
export function findWorkspaceRoot(file: string): string {
  for (const mark of marks) {
    for (let dir = dirname(file); ; dir = dirname(dir)) {
      if (existsSync(join(dir, mark))) return dir;
      if (dir === dirname(dir)) break;
    }
  }
  return dirname(file);
}
