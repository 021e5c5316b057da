/**
 * Packs files as Metaflow packs code and metadata: a gzipped tar archive. The same files give the same bytes.
 *
 * @param files by their names in the archive, in this order
 */
export async function packFiles(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const { packed } = await import('../parts/archive.js');
  return packed(files);
}

/**
 * The files of a gzipped tar archive by their names in it.
 * @throws what Node and tar-stream throw for what is none
 */
export async function unpackFiles(archive: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  const { unpacked } = await import('../parts/archive.js');
  return unpacked(archive);
}
