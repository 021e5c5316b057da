import { extract } from 'tar-stream';

/** What is read of an archive. */
export interface TarEntry {
  /** Without a leading `./` or `/`, and without a slash at the end. */
  readonly path: string;
  readonly type: string | undefined | null;
  /** Target of a link. */
  readonly target: string | undefined | null;
  readonly content: Buffer;
}

/** Reads the entries of a tar archive that are wanted. */
export async function readTar(tar: Uint8Array, isWanted: (path: string) => boolean): Promise<TarEntry[]> {
  const archive = extract();
  archive.end(Buffer.from(tar));
  const entries: TarEntry[] = [];
  for await (const entry of archive) {
    const { name, type, linkname } = entry.header;
    const path = name.replace(/^(\.?\/)+/, '').replace(/\/$/, '');
    const pieces: Uint8Array[] = [];
    // What is not wanted has to be read as well.
    for await (const piece of entry) if (isWanted(path)) pieces.push(piece as Uint8Array);
    if (isWanted(path)) entries.push({ path, type, target: linkname, content: Buffer.concat(pieces) });
  }
  return entries;
}
