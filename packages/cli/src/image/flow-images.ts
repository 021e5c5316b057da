import type { DecoratorIR } from '@mf/ir';
import type { CommandIo } from '../command-io';
import type { RunnableFlow } from '../report/compiled-or-reported';

/**
 * Makes the images of a flow and puts them where nodes can pull them: for each base, the flow as it is now on top of it. What is there
 * already costs one request.
 *
 * @param bases undefined for mf's own
 * @param repository for all of them, e.g. `registry.example.com/team/flows`
 * @returns by base, the image by its digest
 * @throws what building and pushing throw
 */
export async function flowImages(
  flow: RunnableFlow,
  bases: ReadonlySet<string | undefined>,
  repository: string,
  added: readonly DecoratorIR[],
  say: (text: string) => void,
  io: CommandIo,
): Promise<ReadonlyMap<string | undefined, string>> {
  // Loaded here: most runs and deployments make no image.
  const { buildFlowImage, pushFlowImage } = await import('./flow-image.js');
  const images = new Map<string | undefined, string>();
  for (const base of bases) {
    const options = { ...(base !== undefined && { base }), with: added, onProgress: say };
    const image = await buildFlowImage(flow, options, io);
    const { reference, isNew, sentBytes } = await pushFlowImage(image, flow.ir.name, repository, options, io);
    images.set(base, reference);
    say(isNew ? `Image ${reference} pushed (${(sentBytes / 1e6).toFixed(1)} MB).` : `Image ${reference} is there.`);
  }
  return images;
}
