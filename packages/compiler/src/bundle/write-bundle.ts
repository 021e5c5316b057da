import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle } from './bundle-flow';
import { BundleNotWrittenError } from './bundle-not-written-error';
import { forgetUnused, markUsed } from './forget-unused';
import { writeNamed, writeOnce } from './write-whole';
import { type WrittenFile, writtenFile } from './written-file';

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
  /** All its files in the order to write them in: each after those that it needs beside it, the module last. */
  readonly files: readonly WrittenFile[];
  /** Packages that are loaded when it runs. */
  readonly externals: readonly string[];
}

/**
 * Writes a bundle and, beside it, its map and the runner; each appears whole or not at all, and is left alone if it is there already.
 *
 * @param folder is made if it is not there
 * @throws BundleNotWrittenError
 */
export async function writeBundle(folder: string, flowName: string, bundle: Bundle): Promise<WrittenBundle> {
  const { code, map, hash, runner, externals } = bundle;
  const name = bundleFileName(flowName, bundle);
  const path = join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    if (folder !== runner.folder) {
      for (const { file } of runner.files)
        await writeNamed(join(folder, file), await readFile(join(runner.folder, file)));
    }
    const written = await writeModule(folder, name, code, map);
    return { path, hash, files: [...runner.files, ...written], externals };
  } catch (error) {
    throw new BundleNotWrittenError(path, error as Error);
  }
}

/** Writes the module of a bundle after its map. One that is there counts as used now; for a new one, those go that nobody uses any more. */
export async function writeModule(folder: string, name: string, code: Buffer, map: string): Promise<WrittenFile[]> {
  const whole = Buffer.concat([code, Buffer.from(sourceMapComment(name))]);
  // The map may change while the code does not: a comment moves lines.
  await writeOnce(join(folder, `${name}.map`), map);
  const isNew = await writeNamed(join(folder, name), whole);
  if (isNew) await forgetUnused(folder);
  else await markUsed([join(folder, name), join(folder, `${name}.map`)]);
  return [writtenFile(`${name}.map`, map, false), writtenFile(name, whole, true)];
}
