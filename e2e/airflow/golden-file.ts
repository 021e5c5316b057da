import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

/**
 * Compares a DAG file, but for what changes with every change of the runner or with the machine, with the one that is kept. With
 * UPDATE_GOLDEN=1 it is kept instead.
 */
export async function expectGolden(file: string, golden: string): Promise<void> {
  const text = (await readFile(file, 'utf8'))
    .replace(/-[0-9a-f]{16}\.([cm]js)/g, '-HASH.$1')
    .replace(/@sha256:[0-9a-f]{64}/g, '@sha256:DIGEST')
    .replace(/\b(localhost|\d+\.\d+\.\d+\.\d+):\d+/g, 'HOST');
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(golden, text);
  expect({ [basename(golden)]: text }).toEqual({ [basename(golden)]: await readFile(golden, 'utf8') });
}
