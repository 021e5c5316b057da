import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CreateDependencies,
  CreateDependenciesContext,
  RawProjectGraphDependency,
  StaticDependency,
} from '@nx/devkit';
import { importSpecifiers } from './import-specifiers';
import { importTargets } from './import-target';
import { readPathAliases } from './path-aliases';
import { openSpecifierCache } from './specifier-cache';

/**
 * Adds the edges from projects with flows to all that they import: workspace packages, path aliases, relative paths into other projects,
 * npm packages; and on from each project found, so that a library of a library counts too. Nx analyses imports only in workspaces
 * with certain plugins, and a missed edge is a flow that is not deployed after its library changed.
 */
export const createDependencies: CreateDependencies = async (_options, context) => {
  const starts = Object.entries(context.fileMap.projectFileMap)
    .filter(([, files]) => files.some(({ file }) => file.endsWith('.flow.ts')))
    .map(([project]) => project);
  return starts.length === 0 ? [] : dependenciesFrom(starts, context);
};

async function dependenciesFrom(
  starts: readonly string[],
  { workspaceRoot, projects, externalNodes, fileMap }: CreateDependenciesContext,
): Promise<RawProjectGraphDependency[]> {
  const targetOf = importTargets({ projects, externalNodes }, readPathAliases(workspaceRoot));
  const cache = openSpecifierCache(workspaceRoot);
  const dependencies: StaticDependency[] = [];

  const reached = new Set(starts);
  for (const source of reached) {
    for (const { file, hash } of fileMap.projectFileMap[source] ?? []) {
      if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
      const specifiers = cache.get(hash) ?? cache.set(hash, await specifiersOf(workspaceRoot, file));
      for (const specifier of specifiers) {
        const target = targetOf(specifier, file);
        if (target === undefined || target === source) continue;
        dependencies.push({ source, target, sourceFile: file, type: staticDependency });
        if (projects[target]) reached.add(target);
      }
    }
  }
  cache.save();
  return dependencies;
}

/** `DependencyType.static`, written out: importing the enum would load all of @nx/devkit into every graph computation. */
const staticDependency = 'static' as StaticDependency['type'];

/** None for a file that was deleted since Nx listed it. */
async function specifiersOf(workspaceRoot: string, file: string): Promise<readonly string[]> {
  let source: string;
  try {
    source = readFileSync(join(workspaceRoot, file), 'utf8');
  } catch {
    return [];
  }
  return importSpecifiers(file, source);
}
