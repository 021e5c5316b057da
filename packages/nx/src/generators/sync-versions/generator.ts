import { getProjects, joinPathFragments, readJson, type Tree, writeJson } from '@nx/devkit';
import { ownPackages } from '../own-packages';

const kinds = ['dependencies', 'devDependencies', 'peerDependencies'] as const;

type PackageJson = Partial<Record<(typeof kinds)[number], Record<string, string>>>;

/** What Nx wants to hear of a sync generator; nothing when there is nothing to do. */
export interface SyncResult {
  readonly outOfSyncMessage: string;
  readonly outOfSyncDetails: string[];
}

/**
 * A flow that is a package names the packages it needs, in a version: after an update of the root those of the flows would stay behind,
 * and the package manager would install both. The root says which version is right. Versions that are no plain ones (`file:`, `workspace:`,
 * `catalog:`) are the business of whoever wrote them.
 */
export default function syncVersions(tree: Tree): SyncResult | undefined {
  const rootVersions = versionsIn(tree.exists('package.json') ? readJson<PackageJson>(tree, 'package.json') : {});
  const changed: string[] = [];
  for (const { root } of getProjects(tree).values()) {
    const file = joinPathFragments(root, 'package.json');
    if (root === '.' || !tree.exists(file)) continue;
    const json = readJson<PackageJson>(tree, file);
    let isChanged = false;
    for (const kind of kinds) {
      for (const [name, version] of Object.entries(json[kind] ?? {})) {
        const wanted = rootVersions.get(name);
        if (wanted === undefined || wanted === version || !isPlain(version)) continue;
        json[kind]![name] = wanted;
        isChanged = true;
      }
    }
    if (!isChanged) continue;
    writeJson(tree, file, json);
    changed.push(file);
  }
  if (changed.length === 0) return undefined;
  return {
    outOfSyncMessage: 'Packages of the workspace name other versions of @mf packages than the root does.',
    outOfSyncDetails: changed,
  };
}

function versionsIn(json: PackageJson): Map<string, string> {
  const all = kinds.flatMap((kind) => Object.entries(json[kind] ?? {}));
  return new Map(all.filter(([name, version]) => ownPackages.includes(name) && isPlain(version)));
}

const isPlain = (version: string) => /^[~^]?\d+\.\d+\.\d+/.test(version);
