import type { Storage } from '../../storage/storage';
import { parseArtifactName, parseSysmetaName } from '../local-files';
import type { RecordFiles } from './left-records';

/**
 * Adds records to a `.metaflow` directory. What an object says about itself stays as it was known first; records of artifacts are
 * replaced, for an attempt may have been run again.
 */
export async function addRecords(tree: Storage, files: RecordFiles): Promise<void> {
  for (const [directory, records] of byDirectory(files)) {
    for (const [name, content] of inOrderOfAttempts(records, await doneRecords(tree, directory))) {
      await tree.write(`${directory}/${name}`, content, { overwrite: parseArtifactName(name) !== undefined });
    }
  }
}

/** Records by the directories that they are in, there by their names. */
export function byDirectory(files: RecordFiles): Map<string, Map<string, Buffer>> {
  const directories = new Map<string, Map<string, Buffer>>();
  for (const [path, content] of files) {
    const slash = path.lastIndexOf('/');
    const directory = path.slice(0, slash);
    const records = directories.get(directory) ?? new Map<string, Buffer>();
    directories.set(directory, records.set(path.slice(slash + 1), content));
  }
  return directories;
}

/**
 * Metaflow takes the `attempt-done` record that comes last by its name for the latest, and the clocks of two machines differ: that of a
 * later attempt gets a name that comes later.
 *
 * @param records of one task, by name
 * @param known such records that are there already
 */
export function inOrderOfAttempts(records: RecordFiles, known: RecordFiles = new Map()): RecordFiles {
  const named = new Map(records);
  const placed = [...known].map(([name, content]) => ({ attempt: attemptOf(content), at: timeOf(name) }));
  const done = [...records].filter(([name]) => isDoneRecord(name));
  for (const [name, content] of done.sort(([, a], [, b]) => attemptOf(a) - attemptOf(b))) {
    const attempt = attemptOf(content);
    const earlier = placed.filter((other) => other.attempt < attempt).map(({ at }) => at);
    const at = Math.max(timeOf(name), ...earlier.map((time) => time + 1));
    placed.push({ attempt, at });
    named.delete(name);
    named.set(`sysmeta_${DONE}_${at}.json`, content);
  }
  return named;
}

const DONE = 'attempt-done';

const isDoneRecord = (name: string): boolean => parseSysmetaName(name)?.field === DONE;
const timeOf = (name: string): number => parseSysmetaName(name)?.milliseconds ?? 0;

async function doneRecords(tree: Storage, directory: string): Promise<RecordFiles> {
  const names = (await tree.list(directory)).filter(isDoneRecord);
  const contents = await tree.readMany(names.map((name) => `${directory}/${name}`));
  return new Map(names.flatMap((name, i) => (contents[i] ? [[name, contents[i]]] : [])));
}

function attemptOf(content: Buffer): number {
  return Number((JSON.parse(content.toString('utf8')) as { readonly value: string }).value);
}
