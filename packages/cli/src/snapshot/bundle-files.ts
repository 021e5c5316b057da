import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { OutputFile } from './write-files';

/** A bundle and its source map as files to write: the map first, so that the code is never there without it. */
export async function readBundle(bundle: string): Promise<OutputFile[]> {
  const [code, map] = await Promise.all([readFile(bundle, 'utf8'), readFile(`${bundle}.map`, 'utf8')]);
  return [
    { path: `${basename(bundle)}.map`, text: map },
    { path: basename(bundle), text: code },
  ];
}
