import { promisify } from 'node:util';
import { gunzipSync, gzip as gzipWithCallback, type ZlibOptions } from 'node:zlib';
import { nodeCrypto } from './node-crypto';
import { IncludedFile } from './pickle/metaflow-values';
import type { Storage } from './storage/storage';
import { joinNames } from './task/task-path';
import { decodeText, UnknownTextEncodingError } from './text-encoding';

const gzip = (data: Uint8Array, options: ZlibOptions): Promise<Buffer> => promisify(gzipWithCallback)(data, options);

/** A file that an IncludeFile parameter took in can't be read. */
export class IncludedFileError extends Error {
  readonly code = 'MF4027';
  readonly advice = 'Copy the directory "data" that is beside .metaflow together with it.';

  constructor(
    readonly url: string,
    problem: string,
  ) {
    super(`Cannot read the included file ${url}: ${problem}`);
    this.name = 'IncludedFileError';
  }
}

/** How the content of a file is to be read. */
export interface IncludedFileKind {
  /** False for bytes. */
  readonly isText: boolean;
  /** Encoding of text, by Python's name or the Web's. */
  readonly encoding: string;
}

/** Where the included files of a flow have one with this content: `<Flow>/<sha1>`. */
export function includedFilePath(flow: string, content: Uint8Array): string {
  return joinNames(flow, nodeCrypto().createHash('sha1').update(content).digest('hex'));
}

/**
 * Takes a file's content into the datastore, as Metaflow does: gzipped, under the hash of what was in the file. Content that is there
 * already is not written again.
 *
 * @param files the included files of the datastore
 */
export async function writeIncludedFile(
  files: Storage,
  flow: string,
  content: Uint8Array,
  kind: IncludedFileKind,
): Promise<IncludedFile> {
  const path = includedFilePath(flow, content);
  // Metaflow's level.
  if (!(await files.exists(path))) await files.write(path, await gzip(content, { level: 3 }));
  return includedFileAt(files, path, content.length, kind);
}

/** The artifact of a file that is in the datastore, in the form of Metaflow's readers. */
export function includedFileAt(
  files: Storage,
  path: string,
  size: number,
  { isText, encoding }: IncludedFileKind,
): IncludedFile {
  return new IncludedFile({
    type: 'uploader-v2',
    url: `${files.type === 'local' ? 'local://' : ''}${files.root}/${path}`,
    is_text: isText,
    encoding,
    note: 'Internal representation of IncludeFile',
    'sub-type': 'uploaded',
    size,
  });
}

/**
 * The content of a file that an IncludeFile parameter took in: text, or bytes for a binary file.
 *
 * The file is `<Flow>/<sha1>` of the included files of the datastore that is read, wherever its descriptor says it was
 * written: that place is on another machine, or was moved, and a pickle must not choose which file is read.
 * @throws IncludedFileError
 */
export function readIncludedFile(files: Storage, { descriptor }: IncludedFile): string | Uint8Array {
  const url = String(descriptor.url);
  if (descriptor.type === 'external' || descriptor['sub-type'] === 'external') {
    throw new IncludedFileError(url, 'it was never taken into the datastore');
  }
  const path = joinNames(...url.split('/').slice(-2));
  const packed = files.readSync(path);
  if (!packed) throw new IncludedFileError(url, `there is no ${files.root}/${path}`);
  const bytes = unpack(packed, url);
  if (!descriptor.is_text) return new Uint8Array(bytes);
  const encoding = String(descriptor.encoding ?? 'utf-8');
  const text = decoded(bytes, encoding);
  if (text === undefined) throw new IncludedFileError(url, `it is not text in the encoding ${encoding}`);
  // Python's text files have one kind of line end.
  return text.replace(/\r\n?/g, '\n');
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return decodeText(bytes, encoding);
  } catch (error) {
    if (error instanceof UnknownTextEncodingError) return undefined;
    throw error;
  }
}

function unpack(packed: Buffer, url: string): Buffer {
  try {
    return gunzipSync(packed);
  } catch (error) {
    throw new IncludedFileError(url, (error as Error).message);
  }
}
