import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CreateDependencies,
  CreateDependenciesContext,
  RawProjectGraphDependency,
  StaticDependency,
} from '@nx/devkit';
import { openContentCache } from '../content-cache';
import { flowClassName } from '../plugin/flow-name';
import { importSpecifiers } from './import-specifiers';
import { importTargets } from './import-target';
import { readPathAliases } from './path-aliases';
import { upstreamFlows } from './upstream-flows';

/**
 * Adds the edges from projects with flows to all that they import: workspace packages, path aliases, relative paths into other projects,
 * npm packages; and on from each project found, so that a library of a library counts too. Nx analyses imports only in workspaces
 * with certain plugins, and a missed edge is a flow that is not deployed after its library changed.
 *
 * A flow that starts when others have finished (`@triggerOnFinish`) has an edge to the projects of those, even if it only names them.
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
  const cache = openContentCache<ModuleFacts>(workspaceRoot, 'mf-imports', version);
  const dependencies: StaticDependency[] = [];
  const flows = new Map<string, Set<string>>();
  const waiting: { source: string; file: string; flows: readonly string[] }[] = [];

  const reached = new Set(starts);
  for (const source of reached) {
    for (const { file, hash } of fileMap.projectFileMap[source] ?? []) {
      if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
      // What a file is called matters: only that of a flow has a flow.
      const key = file.endsWith('.flow.ts') ? `${hash} flow` : hash;
      const facts = cache.get(key) ?? cache.set(key, await factsOf(workspaceRoot, file));
      for (const specifier of facts.imports) {
        const target = targetOf(specifier, file);
        if (target === undefined || target === source) continue;
        dependencies.push({ source, target, sourceFile: file, type: staticDependency });
        if (projects[target]) reached.add(target);
      }
      if (facts.flow !== undefined) flows.set(facts.flow, (flows.get(facts.flow) ?? new Set()).add(source));
      if (facts.waitsFor) waiting.push({ source, file, flows: facts.waitsFor });
    }
  }
  for (const { source, file, flows: names } of waiting) {
    for (const target of names.flatMap((name) => [...(flows.get(name) ?? [])])) {
      if (target !== source) dependencies.push({ source, target, sourceFile: file, type: staticDependency });
    }
  }
  cache.save();
  return dependencies;
}

/** What the edges of a file are made of. */
interface ModuleFacts {
  readonly imports: readonly string[];
  /** The class of the flow in the file. */
  readonly flow?: string;
  /** Flows that it names in `@triggerOnFinish`. */
  readonly waitsFor?: readonly string[];
}

/** Raised when other facts are read from the same text. */
const version = 2;

/** `DependencyType.static`, written out: importing the enum would load all of @nx/devkit into every graph computation. */
const staticDependency = 'static' as StaticDependency['type'];

/** Nothing for a file that was deleted since Nx listed it. */
async function factsOf(workspaceRoot: string, file: string): Promise<ModuleFacts> {
  let source: string;
  try {
    source = readFileSync(join(workspaceRoot, file), 'utf8');
  } catch {
    return { imports: [] };
  }
  const imports = await importSpecifiers(file, source);
  if (!file.endsWith('.flow.ts')) return { imports };
  const flow = flowClassName(source);
  const waitsFor = await upstreamFlows(file, source);
  return { imports, ...(flow !== undefined && { flow }), ...(waitsFor.length > 0 && { waitsFor }) };
}
