import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunnableFlow } from '../report/compiled-or-reported';
import type { OutputFile } from './write-files';

/** A bundle as files to write, in an order in which none is ever there without what it needs. */
export async function readBundle({ bundle, bundleFiles }: RunnableFlow): Promise<OutputFile[]> {
  const folder = dirname(bundle);
  return Promise.all(bundleFiles.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}
