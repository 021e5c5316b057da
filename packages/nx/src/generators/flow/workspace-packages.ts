import { readJson, type Tree } from '@nx/devkit';

/**
 * Whether the package manager takes a folder as one of the workspace's packages: then the folder's package.json makes it a project and
 * declares what it needs. Elsewhere a package.json would be read by nobody, and a project.json is right.
 */
export function isWorkspacePackage(tree: Tree, directory: string): boolean {
  const globs = workspaceGlobs(tree);
  const matches = (glob: string) => globPattern(glob).test(directory);
  return (
    globs.some((glob) => !glob.startsWith('!') && matches(glob)) &&
    !globs.some((glob) => glob.startsWith('!') && matches(glob.slice(1)))
  );
}

/** `workspaces` of package.json (npm, yarn, bun), or `packages` of pnpm-workspace.yaml. */
function workspaceGlobs(tree: Tree): readonly string[] {
  if (tree.exists('pnpm-workspace.yaml')) {
    const yaml = tree.read('pnpm-workspace.yaml', 'utf8')!;
    const list = /^packages:[^\n]*\n((?:\s*(?:-|#)[^\n]*\n?|\s*\n)*)/m.exec(yaml)?.[1] ?? '';
    return [...list.matchAll(/^\s*-\s*(['"]?)([^'"#\n]+)\1/gm)].map((match) => match[2]!.trim());
  }
  if (!tree.exists('package.json')) return [];
  const { workspaces } = readJson<{ workspaces?: string[] | { packages?: string[] } }>(tree, 'package.json');
  return Array.isArray(workspaces) ? workspaces : (workspaces?.packages ?? []);
}

function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*/g, (stars) => ({ '**/': '(?:.*/)?', '**': '.*' })[stars] ?? '[^/]*');
  return new RegExp(`^${source}$`);
}
