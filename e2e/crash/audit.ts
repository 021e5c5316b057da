import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Files of a task or a run that are JSON and are not named so. */
const jsonNames = /\.json$|^\d+\.(DONE\.lock|runtime|task_begin|task_end)$|_meta$|^_resume_done$/;

/**
 * Reads everything in a datastore that any reader can see, at whatever moment.
 *
 * @returns what is not whole: a file that does not parse, a blob that is not what its name says, a mark without what it stands for
 */
export function audit(root: string): string[] {
  const problems: string[] = [];
  const blobs = new Map<string, boolean>();
  const hasBlob = (flow: string, sha: string): boolean => {
    const file = join(root, flow, 'data', sha.slice(0, 2), sha);
    if (!blobs.has(file)) blobs.set(file, existsSync(file) && isBlob(file, sha));
    return blobs.get(file) as boolean;
  };
  for (const path of visibleFiles(root)) {
    const file = join(root, path);
    const [flow = ''] = path.split('/');
    const name = basename(path);
    if (/^[0-9a-f]{40}$/.test(name)) {
      if (!hasBlob(flow, name)) problems.push(`${path} is not the blob that its name says`);
      continue;
    }
    if (name === 'latest_run' && !/^\d+$/.test(readFileSync(file, 'utf8'))) problems.push(`${path} names no run`);
    if (!jsonNames.test(name)) continue;
    let json: unknown;
    try {
      json = JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      problems.push(`${path}: ${String(error)}`);
      continue;
    }
    const attempt = (json as { value?: string } | undefined)?.value;
    const required = /^(\d+)\.DONE\.lock$/.test(name)
      ? ['attempt.json', 'data.json', 'task_end'].map((other) => join(dirname(file), name.replace('DONE.lock', other)))
      : /^sysmeta_attempt-done_/.test(name)
        ? [join(dirname(file), '..', `${attempt}.DONE.lock`)]
        : [];
    // What `resume` takes over has no code of its own that could have ended.
    const isClone = existsSync(join(dirname(file), '0.DONE.lock')) && !existsSync(join(dirname(file), '0.task_begin'));
    for (const other of required) {
      if (!existsSync(other) && !(isClone && other.endsWith('task_end'))) problems.push(`${path} without ${other}`);
    }
    for (const sha of referencedBlobs(name, json))
      if (!hasBlob(flow, sha)) problems.push(`${path} without blob ${sha}`);
  }
  return problems;
}

function referencedBlobs(name: string, json: unknown): string[] {
  if (/^\d+\.data\.json$/.test(name)) return Object.values((json as { objects: Record<string, string> }).objects);
  return /^\d+_artifact_/.test(name) ? [(json as { sha: string }).sha] : [];
}

function isBlob(file: string, sha: string): boolean {
  try {
    return (
      createHash('sha1')
        .update(gunzipSync(readFileSync(file)))
        .digest('hex') === sha
    );
  } catch {
    return false;
  }
}

/** Paths relative to the root; names that begin with a dot are nobody's to read. */
function visibleFiles(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
