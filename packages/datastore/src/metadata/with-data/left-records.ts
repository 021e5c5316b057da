import { ContentStore } from '../../cas/content-store';
import { packFiles, unpackFiles } from '../../archive/archive';
import type { Storage } from '../../storage/storage';
import { attemptFile } from '../../task/attempt-files';
import { runPathspec, type TaskPath } from '../../task/task-path';
import { META, SELF } from '../local-files';
import { CorruptRecordError, parseJson } from '../parse-json';

/** Metaflow's name for the file of an attempt that names the archive of its records. */
export const LEFT_RECORDS = 'local_metadata';

/** The directory that Metaflow packs. */
const PACKED_TREE = '.metaflow/';

/** Files of a `.metaflow` directory, by their paths in it. */
export type RecordFiles = ReadonlyMap<string, Buffer>;

/**
 * Leaves the records of an attempt beside its data, as a task of Metaflow's does that ran on Kubernetes while its runs are known on the
 * machine that started it: a gzipped tar archive of the metadata, kept as it is among the values of the flow, and the key of that
 * in `<task>/<attempt>.local_metadata`.
 */
export async function leaveRecords(data: Storage, path: TaskPath, attempt: number, files: RecordFiles): Promise<void> {
  const inTree = new Map([...files].map(([name, content]) => [PACKED_TREE + name, content]));
  const { sha } = await new ContentStore(data, path.flow).saveAsIs(await packFiles(inTree));
  await data.write(attemptFile(path, attempt, LEFT_RECORDS), JSON.stringify(sha), { overwrite: true });
}

/**
 * The records that an attempt has left beside its data, those of its flow and its run; undefined when it has left none.
 * @throws CorruptRecordError, BlobMissingError
 */
export async function readLeftRecords(
  data: Storage,
  path: TaskPath,
  attempt: number,
): Promise<RecordFiles | undefined> {
  const file = attemptFile(path, attempt, LEFT_RECORDS);
  const pointer = await data.read(file);
  if (!pointer) return undefined;
  const location = `${data.root}/${file}`;
  const archive = await new ContentStore(data, path.flow).loadAsIs(parseJson<string>(pointer, location));
  try {
    return recordsOf(path, await unpackFiles(archive));
  } catch (error) {
    throw new CorruptRecordError(location, error as Error);
  }
}

/** What else a packed tree may hold is none of the run's business, and no name leads out of the tree. */
function recordsOf(path: TaskPath, unpacked: RecordFiles): RecordFiles {
  const flowSelf = `${path.flow}/${SELF}`;
  const ofRun = `${runPathspec(path)}/`;
  const files = new Map<string, Buffer>();
  for (const [packedName, content] of unpacked) {
    const name = packedName.replace(/^(\.\/)?\.metaflow\//, '');
    const parts = name.split('/');
    const isRecord = parts.at(-2) === META && !parts.some((part) => part === '' || part === '.' || part === '..');
    if (isRecord && (name === flowSelf || name.startsWith(ofRun))) files.set(name, content);
  }
  return files;
}
