import type { DecoratorIR } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { buildFlowImage, pushFlowImage } from '../image/flow-image';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { RegistryNotConfiguredError } from './errors';

/** What flows are called together in a team's registry. */
const repositoryName = 'flows';

/**
 * Makes the images of a flow and puts them where nodes can pull them: for each base, the flow as it is now on top of it. What is there
 * already costs one request.
 *
 * @param bases undefined for mf's own
 * @param registry of the team: METAFLOW_KUBERNETES_CONTAINER_REGISTRY
 * @returns by base, the image by its digest
 * @throws RegistryNotConfiguredError, and what building and pushing throw
 */
export async function flowImages(
  flow: RunnableFlow,
  bases: ReadonlySet<string | undefined>,
  registry: string | undefined,
  added: readonly DecoratorIR[],
  say: (text: string) => void,
  io: CommandIo,
): Promise<ReadonlyMap<string | undefined, string>> {
  if (registry === undefined) throw new RegistryNotConfiguredError();
  const images = new Map<string | undefined, string>();
  for (const base of bases) {
    const options = { ...(base !== undefined && { base }), with: added, onProgress: say };
    const image = await buildFlowImage(flow, options, io);
    const { reference, isNew, sentBytes } = await pushFlowImage(
      image,
      flow.ir.name,
      `${registry}/${repositoryName}`,
      options,
      io,
    );
    images.set(base, reference);
    say(isNew ? `Image ${reference} pushed (${(sentBytes / 1e6).toFixed(1)} MB).` : `Image ${reference} is there.`);
  }
  return images;
}
