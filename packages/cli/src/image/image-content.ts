import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImageContent, LayerEntry } from '@mf/image';
import type { DecoratorIR } from '@mf/ir';
import { launcher } from '@mf/runtime';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { filesOfBundle } from '../snapshot/bundle-files';
import { startFile } from '../snapshot/start-file';

/** Where a flow lies in its image. */
const folder = 'mf';

/**
 * What an image of a flow holds: a layer with the parts of the runner, which change with the version of mf alone, and one with the bundle,
 * its source map and what starts it. A container's arguments are those of the bundle: `step NAME --run-id R --attempt N`.
 *
 * @param added decorators that every step gets besides its own
 */
export async function imageContent(flow: RunnableFlow, added: readonly DecoratorIR[] = []): Promise<ImageContent> {
  const bundle = basename(flow.bundle);
  const files = await filesOfBundle(flow, added);
  const entries = await Promise.all(
    files.map(async (file): Promise<LayerEntry> => ({
      path: `${folder}/${file.path}`,
      content: 'text' in file ? Buffer.from(file.text) : await readFile(file.from),
    })),
  );
  const isFlow = ({ path }: LayerEntry): boolean => path.startsWith(`${folder}/${bundle}`);
  // Under its own name it keeps nothing in the user's cache: what a container leaves there is gone with it.
  const launcherFile = basename(launcher);
  const launcherEntry: LayerEntry = { path: `${folder}/${launcherFile}`, content: await readFile(launcher) };
  const start = startFile(flow, launcherFile);
  const startEntry: LayerEntry = { path: `${folder}/${start.path}`, content: Buffer.from(start.text) };
  return {
    layers: [
      { createdBy: 'mf image: runner', entries: [launcherEntry, ...entries.filter((entry) => !isFlow(entry))] },
      { createdBy: `mf image: ${flow.ir.name}`, entries: [...entries.filter(isFlow), startEntry] },
    ],
    ...(flow.externals.length > 0 && {
      dependencies: { packages: flow.externals, lockfile: join(flow.root, 'package-lock.json'), folder },
    }),
    command: [`/${startEntry.path}`],
    labels: { 'org.opencontainers.image.title': flow.ir.name },
  };
}
