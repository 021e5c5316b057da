import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigDescription } from '@mf/ir';
import { BundleNotWrittenError } from './bundle-not-written-error';
import { runnerName } from './runner-prelude';
import { bundleFileName, sourceMapComment, type WrittenBundle } from './write-bundle';
import { writeOnce } from './write-once';

/**
 * Writes a bundle again with the values of its flow's configs inside, under a name of its own: other values make another bundle.
 *
 * @param at where they belong in its code
 * @throws BundleNotWrittenError
 */
export async function bakeConfigs(
  folder: string,
  flowName: string,
  { path, files }: WrittenBundle,
  at: number,
  configs: readonly ConfigDescription[],
): Promise<WrittenBundle> {
  const [name = '', mapName = ''] = [files.at(-1), files.at(-2)];
  const whole = await readFile(path, 'utf8');
  const plain = whole.slice(0, whole.length - sourceMapComment(name).length);
  const statement = `${runnerName}.internal.setConfigs(${JSON.stringify(JSON.stringify(configs))});`;
  const code = plain.slice(0, at) + statement + plain.slice(at);
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const baked = bundleFileName(flowName, { hash });
  try {
    await writeOnce(join(folder, `${baked}.map`), await readFile(join(folder, mapName), 'utf8'));
    await writeOnce(join(folder, baked), code + sourceMapComment(baked));
  } catch (error) {
    throw new BundleNotWrittenError(join(folder, baked), error as Error);
  }
  return { path: join(folder, baked), hash, files: [...files.slice(0, -2), `${baked}.map`, baked] };
}
