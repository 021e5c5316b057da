import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DecoratorIR, FlowIR } from '@mf/ir';
import type { RunnableFlow } from '../report/compiled-or-reported';
import type { OutputFile } from './write-files';

/** Parts of the runner that only a step with `@card` loads. They are far larger than all the rest. */
const cardPart = /^mf-(task-cards|card-renderer|chart)-[0-9a-f]+\.cjs$/;

/**
 * A bundle as files to write, in an order in which none is ever there without what it needs.
 *
 * @param added decorators that every step gets besides its own
 */
export function filesOfBundle(
  { ir, bundle, bundleFiles }: RunnableFlow,
  added: readonly DecoratorIR[] = [],
): Promise<OutputFile[]> {
  const folder = dirname(bundle);
  const files = hasCards(ir, added) ? bundleFiles : bundleFiles.filter(({ file }) => !cardPart.test(file));
  return Promise.all(
    files.map(async ({ file, size, sha256, isNamedByContent }) => {
      const from = join(folder, file);
      return isNamedByContent ? { path: file, from, size, sha256 } : { path: file, text: await readFile(from, 'utf8') };
    }),
  );
}

function hasCards({ steps }: FlowIR, added: readonly DecoratorIR[]): boolean {
  return [...added, ...steps.flatMap(({ decorators }) => decorators)].some(({ name }) => name === 'card');
}
