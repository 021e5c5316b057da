import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigDescription } from '@mf/ir';
import { BundleNotWrittenError } from './bundle-not-written-error';
import { runnerName } from './bundled-runner';
import { bundleFileName, sourceMapComment, writeModule, type WrittenBundle } from './write-bundle';
import { contentName } from './written-file';

/**
 * Writes a bundle again with the values of its flow's configs inside, under a name of its own: other values make another bundle.
 *
 * @param at where they belong in its code
 * @throws BundleNotWrittenError
 */
export async function bakeConfigs(
  folder: string,
  flowName: string,
  { path, files, externals }: WrittenBundle,
  at: number,
  configs: readonly ConfigDescription[],
): Promise<WrittenBundle> {
  const [map, module] = [files.at(-2)!, files.at(-1)!];
  const whole = await readFile(path);
  const plain = whole.subarray(0, whole.length - sourceMapComment(module.file).length);
  const statement = `${runnerName}.internal.setConfigs(${JSON.stringify(JSON.stringify(configs))});`;
  const code = Buffer.concat([plain.subarray(0, at), Buffer.from(statement), plain.subarray(at)]);
  const hash = contentName(code);
  const baked = bundleFileName(flowName, { hash });
  try {
    const written = await writeModule(folder, baked, code, await readFile(join(folder, map.file), 'utf8'));
    return { path: join(folder, baked), hash, files: [...files.slice(0, -2), ...written], externals };
  } catch (error) {
    throw new BundleNotWrittenError(join(folder, baked), error as Error);
  }
}
