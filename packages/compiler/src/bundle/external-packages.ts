import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Packages that stay outside of a flow's bundle because a package.json says so, `"mf": { "external": ["sharp"] }`: that of the flow's folder, or of
 * one above it within the workspace.
 *
 * @param root absolute path of the workspace
 * @param file of the flow, relative to it
 */
export function declaredExternals(root: string, file: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    for (const name of externalsIn(join(root, folder, 'package.json'))) names.add(name);
    if (folder === '.') return names;
  }
}

function externalsIn(path: string): string[] {
  try {
    const { mf } = JSON.parse(readFileSync(path, 'utf8')) as { mf?: { external?: unknown } };
    return Array.isArray(mf?.external) ? mf.external.map(String) : [];
  } catch {
    // None there; one that is no JSON is a matter of whoever installs packages.
    return [];
  }
}

/** Leaves packages to be loaded when the flow runs, and remembers which of them are used. */
export function leaveOutside(names: ReadonlySet<string>, used: Set<string>): Plugin {
  return {
    name: 'mf-external',
    setup(build) {
      if (names.size === 0) return;
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        const name = /^(@[^/]+\/)?[^/]+/.exec(path)?.[0];
        if (name === undefined || !names.has(name) || kind === 'entry-point') return undefined;
        used.add(name);
        return { path, external: true };
      });
    },
  };
}
