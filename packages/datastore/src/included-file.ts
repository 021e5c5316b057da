import { gunzipSync } from 'node:zlib';
import type { IncludedFile } from './pickle/metaflow-values';
import type { Storage } from './storage/storage';
import { joinNames } from './task/task-path';

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
  try {
    // Python's text files have one kind of line end.
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    throw new IncludedFileError(url, `it is not text in the encoding ${encoding}`);
  }
}

function unpack(packed: Buffer, url: string): Buffer {
  try {
    return gunzipSync(packed);
  } catch (error) {
    throw new IncludedFileError(url, (error as Error).message);
  }
}
