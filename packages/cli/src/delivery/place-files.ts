import type { Storage } from '@mf/datastore';
import { writeDeployed } from '../dag-place/deployed-files';
import type { OutputFile } from '../snapshot/write-files';

/**
 * Whether files are in a place as they are to be. Those that are named by their content are not read.
 *
 * @param names what there is in the place
 */
export async function areInPlace(
  files: Storage,
  names: ReadonlySet<string>,
  wanted: readonly OutputFile[],
): Promise<boolean> {
  if (!wanted.every(({ path }) => names.has(path))) return false;
  const texts = wanted.flatMap((file) => ('text' in file ? [file] : []));
  const found = await files.readMany(texts.map(({ path }) => path));
  return texts.every(({ text }, i) => found[i]?.toString('utf8') === text);
}

/**
 * Writes the files of a deployment. Somebody who removes another deployment at the same moment may have taken code for unused that this
 * one takes for there: so what is missing in the end, when the manifest tells others of it, is written again.
 *
 * @returns whether anything was written
 */
export function placeFiles(files: Storage, wanted: readonly OutputFile[]): Promise<boolean> {
  return untilInPlace(() => writeDeployed(files, wanted));
}

/** A file of an earlier deployment. */
export interface KeptFile {
  readonly path: string;
  readonly content: Buffer;
}

/** `placeFiles` for those of an earlier deployment, in the order that they had. */
export function placeKeptFiles(files: Storage, kept: readonly KeptFile[]): Promise<boolean> {
  return untilInPlace(async () => {
    let isWritten = false;
    for (const { path, content } of kept) {
      if ((await files.read(path))?.equals(content)) continue;
      await files.write(path, content, { overwrite: true });
      isWritten = true;
    }
    return isWritten;
  });
}

async function untilInPlace(write: () => Promise<boolean>): Promise<boolean> {
  let isWritten = false;
  while (await write()) isWritten = true;
  return isWritten;
}
