/** Where a package tells about itself. */
const INFO_FILE = 'INFO';

/**
 * Packs code as Metaflow does, for `CodePackage` and Metaflow's own client to read: a gzipped tar archive with a file that tells what it
 * is. The same files give the same bytes.
 *
 * @param files by their names in the package
 * @param info `script` is the file that holds the flow, `flow_name` its name
 */
export async function packCode(
  files: ReadonlyMap<string, Uint8Array>,
  info: { readonly script: string; readonly flow_name: string; readonly [fact: string]: string },
): Promise<Buffer> {
  const [{ pack }, { gzip }, { buffer }, { promisify }] = await Promise.all([
    import('tar-stream'),
    import('node:zlib'),
    import('node:stream/consumers'),
    import('node:util'),
  ]);
  const archive = pack();
  for (const [name, content] of [...files, [INFO_FILE, Buffer.from(JSON.stringify(info))] as const]) {
    archive.entry({ name, mtime: new Date(0), mode: 0o644 }, Buffer.from(content));
  }
  archive.finalize();
  return promisify(gzip)(await buffer(archive)) as Promise<Buffer>;
}
