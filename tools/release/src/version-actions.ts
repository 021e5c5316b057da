import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { VersionActions } from 'nx/release';

type Tree = Parameters<VersionActions['validate']>[0];
type ProjectGraph = Parameters<VersionActions['readDependencies']>[1];

const kinds = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

interface Manifest extends Partial<Record<(typeof kinds)[number], Record<string, string>>> {
  name: string;
  version: string;
}

/**
 * Versions of npm packages, for `nx release version`: the manifest says which is current, and the packages of this repository name one
 * another by exact versions. Nx has the same in @nx/js, of which there is none for Nx 24.
 */
export default class PackageVersionActions extends VersionActions {
  validManifestFilenames = ['package.json'];

  async readCurrentVersionFromSourceManifest(tree: Tree): Promise<{ currentVersion: string; manifestPath: string }> {
    const manifestPath = this.manifestPath();
    return { currentVersion: read(tree, manifestPath).version, manifestPath };
  }

  /** The repository decides, not the registry. */
  async readCurrentVersionFromRegistry(): Promise<null> {
    return null;
  }

  async readCurrentVersionOfDependency(
    tree: Tree,
    projectGraph: ProjectGraph,
    dependencyProjectName: string,
  ): Promise<{ currentVersion: string | null; dependencyCollection: string | null }> {
    const manifest = read(tree, this.manifestPath());
    const name = packageName(projectGraph, dependencyProjectName);
    const kind = kinds.find((one) => manifest[one]?.[name] !== undefined);
    return { currentVersion: kind ? manifest[kind]![name]! : null, dependencyCollection: kind ?? null };
  }

  async updateProjectVersion(tree: Tree, newVersion: string): Promise<string[]> {
    const path = this.manifestPath();
    write(tree, path, { ...read(tree, path), version: newVersion });
    return [`wrote version ${newVersion} to ${path}`];
  }

  async updateProjectDependencies(
    tree: Tree,
    projectGraph: ProjectGraph,
    versions: Record<string, string>,
  ): Promise<string[]> {
    const path = this.manifestPath();
    const manifest = read(tree, path);
    const names = new Map(
      Object.entries(versions).map(([project, version]) => [packageName(projectGraph, project), version]),
    );
    let count = 0;
    for (const kind of kinds) {
      for (const name of Object.keys(manifest[kind] ?? {})) {
        if (!names.has(name)) continue;
        manifest[kind]![name] = names.get(name)!;
        count++;
      }
    }
    if (count === 0) return [];
    write(tree, path, manifest);
    return [`wrote ${count} ${count === 1 ? 'dependency' : 'dependencies'} to ${path}`];
  }

  private manifestPath(): string {
    return `${this.projectGraphNode.data.root}/package.json`;
  }
}

function packageName(projectGraph: ProjectGraph, project: string): string {
  return projectGraph.nodes[project]?.data.metadata?.js?.packageName ?? project;
}

function read(tree: Tree, path: string): Manifest {
  return JSON.parse(tree.read(path, 'utf8')!) as Manifest;
}

function write(tree: Tree, path: string, manifest: Manifest): void {
  tree.write(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Apps and the root name our packages, too, and npm would look for versions that are not in the workspace in the registry. */
export async function afterAllProjectsVersioned(
  cwd: string,
  { dryRun }: { readonly dryRun?: boolean },
): Promise<{ changedFiles: string[]; deletedFiles: string[] }> {
  const versions = new Map(
    packageFiles(cwd, ['packages']).map((file) => [readFile(file).name, readFile(file).version]),
  );
  const changedFiles: string[] = [];
  for (const file of [join(cwd, 'package.json'), ...packageFiles(cwd, ['apps', 'tools', 'e2e'])]) {
    const manifest = readFile(file);
    const before = JSON.stringify(manifest);
    for (const kind of kinds) {
      for (const name of Object.keys(manifest[kind] ?? {}))
        manifest[kind]![name] = versions.get(name) ?? manifest[kind]![name]!;
    }
    if (JSON.stringify(manifest) === before) continue;
    if (!dryRun) writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
    changedFiles.push(relative(cwd, file));
  }
  if (!dryRun)
    execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd });
  return { changedFiles: [...changedFiles, 'package-lock.json'], deletedFiles: [] };
}

function packageFiles(cwd: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(cwd, folder)).map((name) => join(cwd, folder, name, 'package.json')))
    .filter((file) => existsSync(file));
}

function readFile(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}
