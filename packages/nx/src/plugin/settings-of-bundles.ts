import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootTsConfig } from '../dependencies/path-aliases';

/**
 * Files at the top of the workspace that say what is bundled: the one with path aliases, of which Nx itself counts only those that lead into
 * the project, and a package.json that leaves packages outside of bundles (`"mf": { "external": [...] }`).
 */
export function settingsOfBundles(workspaceRoot: string): string[] {
  return [rootTsConfig(workspaceRoot), hasExternals(workspaceRoot) ? 'package.json' : undefined].filter(
    (file) => file !== undefined,
  );
}

function hasExternals(workspaceRoot: string): boolean {
  try {
    const content = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
      mf?: { external?: unknown };
    };
    return content.mf?.external !== undefined;
  } catch {
    return false;
  }
}
