import { setTimeout as sleep } from 'node:timers/promises';
import type { Storage } from '../storage/storage';
import { runPathspec, type RunPath } from '../task/task-path';
import type { ObjectJson } from './json-records';
import { SELF } from './local-files';
import { parseJson } from './parse-json';
import type { TagChange } from './provider';
import { changedTags, RunNotFoundForTagsError, TagConflictError } from './tags';

const MAX_TRIES = 5;

/**
 * Changes the tags of a run in its `_self.json` as Metaflow does: the file is written anew, with the time and the user
 * of the change (so the run becomes the newest of its flow), and read back to see whether another process wrote it
 * at the same time.
 */
export async function changeLocalTags(
  storage: Storage,
  path: RunPath,
  change: TagChange,
  user: string,
): Promise<string[]> {
  const pathspec = runPathspec(path);
  const file = `${pathspec}/${SELF}`;
  for (let attempt = 1; ; attempt++) {
    const run = await readSelf(storage, file, pathspec);
    const before = run.tags ?? [];
    const tags = changedTags(before, run.system_tags ?? [], change);
    if (isSameSet(tags, before)) return tags;
    const changed = { ...run, user_name: user, tags, ts_epoch: Date.now() };
    await storage.write(file, JSON.stringify(changed), { overwrite: true });
    const found = (await readSelf(storage, file, pathspec)).tags ?? [];
    if (isApplied(found, run.system_tags ?? [], change)) return [...found];
    if (attempt === MAX_TRIES) throw new TagConflictError(pathspec);
    await sleep(300 * (1.1 + 0.2 * Math.random()) ** attempt);
  }
}

async function readSelf(storage: Storage, file: string, pathspec: string): Promise<ObjectJson> {
  const bytes = await storage.read(file);
  if (!bytes) throw new RunNotFoundForTagsError(pathspec);
  return parseJson<ObjectJson>(bytes, `${storage.root}/${file}`);
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(b);
  return new Set(a).size === set.size && a.every((tag) => set.has(tag));
}

function isApplied(tags: readonly string[], systemTags: readonly string[], { add, remove }: TagChange): boolean {
  const present = new Set([...tags, ...systemTags]);
  return add.every((tag) => present.has(tag)) && remove.every((tag) => add.includes(tag) || !tags.includes(tag));
}
