// Apart from the runner, for few tasks pack or unpack anything.
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';

export async function packed(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of files) {
    archive.entry({ name, mtime: new Date(0), mode: 0o644 }, Buffer.from(content));
  }
  archive.finalize();
  return promisify(gzip)(await buffer(archive)) as Promise<Buffer>;
}

export async function unpacked(archive: Uint8Array): Promise<Map<string, Buffer>> {
  const entries = extract();
  entries.end(await promisify(gunzip)(archive));
  const files = new Map<string, Buffer>();
  for await (const entry of entries) {
    const content = await buffer(entry);
    if (entry.header.type === 'file') files.set(entry.header.name, content);
  }
  return files;
}
