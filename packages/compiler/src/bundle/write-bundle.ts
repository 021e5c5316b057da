import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle } from './bundle-flow';
import { BundleNotWrittenError } from './bundle-not-written-error';
import { writeOnce } from './write-once';

/** File name of a flow's bundle: it changes exactly when the code does. */
export function bundleFileName(flowName: string, { hash }: Pick<Bundle, 'hash'>): string {
  return `${flowName}-${hash}.mjs`;
}

/** The last line of the file of a bundle. */
export function sourceMapComment(name: string): string {
  return `//# sourceMappingURL=${encodeURIComponent(name)}.map\n`;
}

/** A bundle as it stands in a folder. */
export interface WrittenBundle {
  /** Absolute path of the module. */
  readonly path: string;
  readonly hash: string;
  /** Names of all its files in the order to write them in: each after those that it needs beside it, the module last. */
  readonly files: readonly string[];
}

/**
 * Writes a bundle and, beside it, its map and its parts; each appears whole or not at all, and is left alone if it is there already.
 *
 * @param folder is made if it is not there
 * @throws BundleNotWrittenError
 */
export async function writeBundle(folder: string, flowName: string, bundle: Bundle): Promise<WrittenBundle> {
  const { code, map, hash, parts } = bundle;
  const name = bundleFileName(flowName, bundle);
  const path = join(folder, name);
  // The map may change while the code does not: a comment moves lines.
  const files = [
    ...parts.map(({ file, code: text }) => ({ file, text })),
    { file: `${name}.map`, text: map },
    { file: name, text: code + sourceMapComment(name) },
  ];
  try {
    await mkdir(folder, { recursive: true });
    for (const { file, text } of files) await writeOnce(join(folder, file), text);
  } catch (error) {
    throw new BundleNotWrittenError(path, error as Error);
  }
  return { path, hash, files: files.map(({ file }) => file) };
}
