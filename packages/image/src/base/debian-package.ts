import { basename } from 'node:path';
import { XzReadableStream } from 'xz-decompress';
import { digestOf } from '../digest';
import { BasePartError } from '../errors';
import type { LayerEntry } from '../layer/layer-entry';
import { readTar, type TarEntry } from '../layer/read-tar';
import type { DebianFile } from './recipe';

/** The mirror has the latest files, the archive all that ever were. */
const sources = [
  ({ path }: DebianFile) => `https://deb.debian.org/${path.split('/').map(encodeURIComponent).join('/')}`,
  ({ sha1 }: DebianFile) => `https://snapshot.debian.org/file/${sha1}`,
];

/** What runs of a package: libraries, certificates and licences; no documentation, no tools. */
const wanted =
  /^(lib|lib64)\/|^usr\/lib\/[^/]+\/lib[^/]+\.so[^/]*$|^usr\/share\/(doc\/[^/]+\/copyright$|ca-certificates\/.+\.crt$)/;

/** @throws BasePartError */
export async function debianEntries(file: DebianFile): Promise<LayerEntry[]> {
  const data = memberOf(await download(file), 'data.tar.xz', file);
  const source = new Blob([data as Uint8Array<ArrayBuffer>]).stream();
  const tar = Buffer.from(await new Response(new XzReadableStream(source)).arrayBuffer());
  const entries = await readTar(tar, (path) => wanted.test(path));
  return entries.flatMap(layerEntry);
}

function layerEntry({ path, type, target, content }: TarEntry): LayerEntry[] {
  if (type === 'file') return [{ path, content, isExecutable: /\/ld-linux[^/]*$/.test(path) }];
  return type === 'symlink' && typeof target === 'string' ? [{ path, target }] : [];
}

async function download(file: DebianFile): Promise<Uint8Array> {
  const failures: string[] = [];
  for (const source of sources) {
    const url = source(file);
    try {
      const response = await fetch(url);
      const content = new Uint8Array(await response.arrayBuffer());
      if (digestOf(content) === `sha256:${file.sha256}`) return content;
      failures.push(response.ok ? `${url} has other content` : `${url} answers ${response.status}`);
    } catch (error) {
      const { cause, message } = error as Error;
      failures.push(`${url}: ${cause instanceof Error ? cause.message : message}`);
    }
  }
  throw new BasePartError(basename(file.path), failures.join('; '));
}

/** A file of an `ar` archive: members follow one another, each after a header of 60 bytes, at even places. */
function memberOf(archive: Uint8Array, name: string, file: DebianFile): Uint8Array {
  const bytes = Buffer.from(archive);
  for (let at = 8; at + 60 <= bytes.length;) {
    const member = bytes
      .toString('latin1', at, at + 16)
      .trimEnd()
      .replace(/\/$/, '');
    const size = Number(bytes.toString('latin1', at + 48, at + 58));
    if (member === name) return bytes.subarray(at + 60, at + 60 + size);
    at += 60 + size + (size % 2);
  }
  throw new BasePartError(basename(file.path), `it has no ${name}`);
}
