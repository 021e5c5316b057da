import { packFiles } from '@mf/datastore';

/** Where a package tells about itself. */
const INFO_FILE = 'INFO';

/**
 * Packs code as Metaflow does, for `CodePackage` and Metaflow's own client to read: a gzipped tar archive with a file that tells what it
 * is. The same files give the same bytes.
 *
 * @param files by their names in the package
 * @param info `script` is the file that holds the flow, `flow_name` its name
 */
export function packCode(
  files: ReadonlyMap<string, Uint8Array>,
  info: { readonly script: string; readonly flow_name: string; readonly [fact: string]: string },
): Promise<Buffer> {
  return packFiles(new Map([...files, [INFO_FILE, Buffer.from(JSON.stringify(info))]]));
}
