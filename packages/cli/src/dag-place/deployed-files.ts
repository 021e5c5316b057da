import { readFile } from 'node:fs/promises';
import type { Storage } from '@mf/datastore';
import { runnerFileName, runnerFilesIn } from '@mf/runtime';
import type { Manifest } from '../snapshot/manifest';
import type { OutputFile } from '../snapshot/write-files';

const manifestEnd = '.manifest.json';

/**
 * Writes the files of a deployment in their order, so that Airflow never reads a file that names another that is not there. What is there
 * already stays untouched.
 *
 * @returns whether anything was written
 */
export async function writeDeployed(storage: Storage, files: readonly OutputFile[]): Promise<boolean> {
  let changed = false;
  for (const file of files) {
    if (await isThere(storage, file)) continue;
    const content = 'text' in file ? file.text : await readFile(file.from);
    await storage.write(file.path, content, { overwrite: true });
    changed = true;
  }
  return changed;
}

async function isThere(storage: Storage, file: OutputFile): Promise<boolean> {
  if ('text' in file) return (await storage.read(file.path))?.toString('utf8') === file.text;
  return (await storage.size(file.path)) === file.size;
}

/**
 * Removes the DAG file of a deployment first, then its manifest, and the code that no other deployment there uses: also that of its older
 * versions, when it was the last one of its flow. What older versions of others load stays with them. Code that a deployment of the same
 * moment has taken for there comes back (`placeFiles` is the other side of this agreement).
 *
 * @returns the paths that were removed
 */
export async function removeDeployed(storage: Storage, dagId: string): Promise<string[]> {
  const names = await storage.list('');
  const manifests = await readManifests(storage, names);
  const own = `${dagId}${manifestEnd}`;
  const { flow, files = {} } = manifests.get(own) ?? {};
  manifests.delete(own);
  const others = [...manifests.values()];
  const used = new Set(others.flatMap((manifest) => Object.keys(manifest.files)));
  const isLast = flow !== undefined && !others.some((manifest) => manifest.flow === flow);
  const isOlderCode = (name: string): boolean =>
    isLast && name.startsWith(`${flow}-`) && /^[0-9a-f]{16}\.(mjs|mjs\.map|cjs)$/.test(name.slice(flow.length + 1));
  const older = names.filter((name) => isOlderCode(name) && !used.has(name));
  const mayGo = new Set([...Object.keys(files), ...older, ...(await loadedBy(storage, names, older))]);
  const unused = names.filter((name) => mayGo.has(name) && !used.has(name));
  // Code that no manifest names any more, but runs of others that began with it.
  const othersOlder = names.filter((name) => !used.has(name) && !mayGo.has(name));
  const stays = unused.some((name) => runnerFileName.test(name))
    ? await loadedBy(storage, names, othersOlder)
    : new Set<string>();
  const code = unused.filter((name) => !stays.has(name));
  const doomed = [...new Set([`${dagId}.py`, own, ...code])].filter((name) => names.includes(name));
  const contents = await storage.readMany(code);
  for (const name of doomed) await storage.remove(name);
  const restored = await restoreNamed(storage, new Map(code.map((name, i) => [name, contents[i]])));
  return doomed.filter((name) => !restored.has(name));
}

/** Writes again what manifests name that are there by now. @returns the paths */
async function restoreNamed(storage: Storage, removed: ReadonlyMap<string, Buffer | undefined>): Promise<Set<string>> {
  if (removed.size === 0) return new Set();
  const manifests = await readManifests(storage, await storage.list(''));
  const named = new Set([...manifests.values()].flatMap(({ files }) => Object.keys(files)));
  const restored = new Set<string>();
  for (const [path, content] of removed) {
    if (content === undefined || !named.has(path)) continue;
    await storage.write(path, content, { overwrite: true });
    restored.add(path);
  }
  return restored;
}

/** The code of flows: what is started for them, and their bundles. */
const flowCode = /^(?!mf-).*-[0-9a-f]{16}\.[cm]js$/;

/** The files of runners that the code of flows among some files loads, as far as they are there. */
async function loadedBy(
  storage: Storage,
  there: readonly string[],
  files: readonly string[],
): Promise<ReadonlySet<string>> {
  const loaded = new Set<string>();
  for (let unread = files.filter((name) => flowCode.test(name)); unread.length > 0;) {
    const texts = await storage.readMany(unread);
    const named = texts.flatMap((text) => (text ? runnerFilesIn(text) : []));
    unread = [...new Set(named)].filter((name) => there.includes(name) && !loaded.has(name));
    for (const name of unread) loaded.add(name);
  }
  return loaded;
}

/** What the deployments in a place are made of, by the names of their manifests. Files of others that are called like one do not count. */
export async function readManifests(storage: Storage, names: readonly string[]): Promise<Map<string, Manifest>> {
  const found = names.filter((name) => name.endsWith(manifestEnd));
  const texts = await storage.readMany(found);
  const manifests = found.map((name, i) => [name, parseManifest(texts[i])] as const);
  return new Map(manifests.flatMap(([name, manifest]) => (manifest ? [[name, manifest]] : [])));
}

function parseManifest(text: Buffer | undefined): Manifest | undefined {
  // Removed since it was listed.
  if (!text) return undefined;
  let parsed: Partial<Manifest> | null;
  try {
    parsed = JSON.parse(text.toString('utf8')) as typeof parsed;
  } catch {
    return undefined;
  }
  return typeof parsed?.manifestVersion === 'number' ? (parsed as Manifest) : undefined;
}
