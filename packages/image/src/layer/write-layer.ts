import { gzipSync } from 'fflate';
import { type Header, pack } from 'tar-stream';
import { type Blob, blobOf } from '../blob';
import { type Digest, digestOf } from '../digest';
import type { LayerEntry } from './layer-entry';

export const gzipLayerType = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** A layer as an image names it: by the digest of the blob, and by that of the tar inside of it. */
export interface Layer {
  readonly blob: Blob;
  readonly diffId: Digest;
  /** What it is, for the image's history. */
  readonly createdBy: string;
}

/**
 * Files as a layer. The bytes depend on paths, contents and executable bits alone: entries are sorted, folders above them added, times are
 * 0, everything belongs to root. Compressed by JavaScript of a pinned version: what zlib writes differs from one Node to the next.
 */
export async function writeLayer(entries: readonly LayerEntry[], createdBy: string): Promise<Layer> {
  const tar = await writeTar(entries);
  // Level 6 is what gzip has by default; with a time of 0 the header has no time.
  const blob = blobOf(gzipLayerType, gzipSync(tar, { level: 6, mtime: 0 }));
  return { blob, diffId: digestOf(tar), createdBy };
}

/** Files as a tar archive that is the same on every machine. */
export async function writeTar(entries: readonly LayerEntry[]): Promise<Buffer> {
  const archive = pack();
  for (const entry of inOrder(entries)) {
    if ('content' in entry) archive.entry(headers(entry), Buffer.from(entry.content));
    else archive.entry(headers(entry));
  }
  archive.finalize();
  const pieces: Uint8Array[] = [];
  for await (const piece of archive) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

function inOrder(entries: readonly LayerEntry[]): LayerEntry[] {
  const all = new Map<string, LayerEntry>();
  for (const entry of entries) {
    for (let at = entry.path.indexOf('/'); at > 0; at = entry.path.indexOf('/', at + 1)) {
      const path = entry.path.slice(0, at);
      if (!all.has(path)) all.set(path, { path, isFolder: true });
    }
    all.set(entry.path, entry);
  }
  // By code units, not by the machine's language. A folder is a prefix of what is in it, so it comes before.
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function headers(entry: LayerEntry): Partial<Header> & { name: string } {
  const common = { mtime: new Date(0), uid: 0, gid: 0, uname: '', gname: '' };
  if ('content' in entry) {
    const mode = entry.isExecutable ? 0o755 : 0o644;
    return { ...common, name: entry.path, type: 'file', mode, size: entry.content.length };
  }
  if ('target' in entry) return { ...common, name: entry.path, type: 'symlink', mode: 0o777, linkname: entry.target };
  const { path, mode = 0o755, owner = 0 } = entry;
  return { ...common, name: `${path}/`, type: 'directory', mode, uid: owner, gid: owner };
}
