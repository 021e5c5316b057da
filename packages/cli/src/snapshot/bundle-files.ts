import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DecoratorIR, FlowIR } from '@mf/ir';
import type { WrittenFile } from '@mf/compiler';
import type { RunnableFlow } from '../report/compiled-or-reported';
import type { OutputFile } from './write-files';

/** Parts of the runner that only a step with `@card` loads. They are far larger than all the rest. */
const cardPart = /^mf-(task-cards|card-renderer|chart)-[0-9a-f]+\.cjs$/;

/**
 * A bundle as files to write, in an order in which none is ever there without what it needs.
 *
 * @param added decorators that every step gets besides its own
 */
export function filesOfBundle(flow: RunnableFlow, added: readonly DecoratorIR[] = []): Promise<OutputFile[]> {
  const { ir, bundleFiles } = flow;
  return toWrite(flow, hasCards(ir, added) ? bundleFiles : bundleFiles.filter(({ file }) => !cardPart.test(file)));
}

/** Of a bundle's files those that belong to the flow alone: its module and the map of that. What runs it is the same for all flows. */
export function ownFilesOfBundle(flow: RunnableFlow): Promise<OutputFile[]> {
  const module = basename(flow.bundle);
  return toWrite(
    flow,
    flow.bundleFiles.filter(({ file }) => file.startsWith(module)),
  );
}

function toWrite({ bundle }: RunnableFlow, files: readonly WrittenFile[]): Promise<OutputFile[]> {
  const folder = dirname(bundle);
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
