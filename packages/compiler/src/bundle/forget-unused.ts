import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Longer than a run takes on a laptop: what it runs was last used when it started. */
const daysKept = 30;
const day = 86_400_000;

/** A flow's module with its map, and what V8 has compiled of it. What runs flows is not meant: that changes with the version of mf alone. */
const ofFlow = /^(?!mf-).+-[0-9a-f]{16}\.mjs(\.map|\..+\.cache)?$/;

const swept = new Set<string>();

/**
 * Removes the bundles of a folder that nobody has compiled or run for a month: every change of a flow makes another one. Once in a process for
 * each folder.
 */
export async function forgetUnused(folder: string, now = Date.now()): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  const oldest = now - daysKept * day;
  for (const name of await readdir(folder)) {
    if (!ofFlow.test(name)) continue;
    const path = join(folder, name);
    // Another process may be at it as well.
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => now,
    );
    // One that belongs to somebody else stays where it is.
    if (changed < oldest) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** Says of files that they are used, once a day: how old a file is then tells for how long nobody has used it. */
export async function markUsed(paths: readonly string[], now = Date.now()): Promise<void> {
  for (const path of paths) {
    const { mtimeMs } = await stat(path);
    // A file of somebody else's is used as well as it can be.
    if (mtimeMs < now - day) await utimes(path, now / 1000, now / 1000).catch(() => undefined);
  }
}
