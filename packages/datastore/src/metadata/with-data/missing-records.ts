import type { Storage } from '../../storage/storage';
import type { ArtifactInfo } from '../../task/artifact-info';
import { ATTEMPT_DATA, ATTEMPT_DONE, ATTEMPT_STARTED, attemptFile, parseAttemptFile } from '../../task/attempt-files';
import { type TaskPath, taskPathspec } from '../../task/task-path';
import { type ArtifactJson, artifactJson, metadataJson, type MetadataJson, objectJson } from '../json-records';
import { META, parseArtifactName, parseSysmetaName, SELF } from '../local-files';
import { parseJson } from '../parse-json';
import type { RecordFiles } from './left-records';

/** In whose name records are made where nothing says who has run the task. */
export const NOBODY = { user: 'unknown' };

/**
 * The records that a task ought to have by its data but has not: of an attempt that was killed before it could leave any, of one that runs
 * still, of tasks whose records went elsewhere. Enough for Metaflow's client to find artifacts and logs.
 *
 * @param names files of the task
 * @param known records of the task, by their paths in the tree
 */
export async function missingRecords(
  data: Storage,
  path: TaskPath,
  names: readonly string[],
  known: RecordFiles,
): Promise<RecordFiles> {
  const directory = `${taskPathspec(path)}/${META}`;
  const made = new Map<string, Buffer>();
  const add = (name: string, json: object): void => {
    if (!known.has(name)) made.set(name, Buffer.from(JSON.stringify(json)));
  };
  const attempts = attemptsOf(names);
  let started = 0;
  for (const [attempt, files] of attempts) {
    started = Math.max(started + 1, (await startOf(data, path, attempt)) ?? started + 1);
    const seen = seenOf(known, directory, attempt);
    const record = (field: string, value: string, at: number): void => {
      if (seen.fields.has(field)) return;
      add(`${directory}/sysmeta_${field}_${at}.json`, metadataJson(path, { field, value, attempt }, NOBODY, at));
    };
    record('attempt', String(attempt), started);
    record('ds-type', data.type, started);
    record('ds-root', data.root, started);
    if (files.has(ATTEMPT_DONE)) {
      if (!seen.hasArtifacts) {
        for (const json of await artifactsOf(data, path, attempt))
          add(`${directory}/${attempt}_artifact_${json.name}.json`, json);
      }
      record('attempt-done', String(attempt), started + 1);
    }
  }
  const { run, step, task } = path;
  const self = objectJson(path.flow, NOBODY, { run_number: run, step_name: step, task_id: task });
  const [first] = attempts.keys();
  const created = first === undefined ? undefined : await startOf(data, path, first);
  add(`${taskPathspec(path)}/${SELF}`, { ...self, ...(created !== undefined && { ts_epoch: created }) });
  return made;
}

/** Attempts that have left something, in their order, with the names of their files. */
function attemptsOf(names: readonly string[]): Map<number, Set<string>> {
  const attempts = new Map<number, Set<string>>();
  for (const file of names.flatMap((name) => parseAttemptFile(name) ?? []).sort((a, b) => a.attempt - b.attempt)) {
    attempts.set(file.attempt, (attempts.get(file.attempt) ?? new Set()).add(file.name));
  }
  return attempts;
}

/** When an attempt has started, in milliseconds since the epoch. */
async function startOf(data: Storage, path: TaskPath, attempt: number): Promise<number | undefined> {
  const file = attemptFile(path, attempt, ATTEMPT_STARTED);
  const bytes = await data.read(file);
  return bytes && Math.floor(parseJson<{ time: number }>(bytes, `${data.root}/${file}`).time * 1000);
}

interface SeenRecords {
  readonly fields: ReadonlySet<string>;
  readonly hasArtifacts: boolean;
}

function seenOf(known: RecordFiles, directory: string, attempt: number): SeenRecords {
  const fields = new Set<string>();
  let hasArtifacts = false;
  for (const [path, content] of known) {
    if (!path.startsWith(`${directory}/`)) continue;
    const name = path.slice(directory.length + 1);
    if (parseArtifactName(name)?.attempt === attempt) hasArtifacts = true;
    const field = parseSysmetaName(name)?.field;
    if (field !== undefined && tagsOf(content).includes(`attempt_id:${attempt}`)) fields.add(field);
  }
  return { fields, hasArtifacts };
}

function tagsOf(content: Buffer): readonly string[] {
  return (JSON.parse(content.toString('utf8')) as MetadataJson).tags ?? [];
}

async function artifactsOf(data: Storage, path: TaskPath, attempt: number): Promise<ArtifactJson[]> {
  const file = attemptFile(path, attempt, ATTEMPT_DATA);
  const bytes = await data.read(file);
  if (!bytes) return [];
  const { objects = {}, info = {} } = parseJson<{
    objects?: Readonly<Record<string, string>>;
    info?: Readonly<Record<string, ArtifactInfo>>;
  }>(bytes, `${data.root}/${file}`);
  const place = { storageType: data.type, storageRoot: data.root };
  return Object.entries(objects).map(([name, sha]) =>
    artifactJson(path, attempt, { name, sha, encoding: info[name]?.encoding ?? 'gzip+pickle-v2', ...place }, NOBODY),
  );
}
