import type { PodDeployment } from '@mf/airflow';
import { type DecoratorIR, podVariables } from '@mf/ir';
import type { CommandIo } from '../command-io';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { ImageNotPinnedError, NoImageRepositoryError, PodDatastoreError } from './errors';

/** How a flow is put on Airflow whose steps are pods. */
export interface PodOptions {
  /** With its digest; made and pushed when not given. */
  readonly image?: string;
  readonly imageRepository?: string;
  readonly deferrable?: boolean;
  readonly kubernetesConnId?: string;
}

/** Of whoever deploys, and not of who runs. */
const ownVariables = [
  'METAFLOW_USER',
  'METAFLOW_PRODUCTION_TOKEN',
  'METAFLOW_RUNTIME_NAME',
  'METAFLOW_DEFAULT_NAMESPACE',
];

/**
 * How tasks of a flow run in pods. Where data lies they are told by the settings of this machine; that must be where all pods reach it.
 *
 * @throws PodDatastoreError, ImageNotPinnedError, NoImageRepositoryError, and what makes and pushes images
 */
export async function podDeployment(
  flow: RunnableFlow,
  added: readonly DecoratorIR[],
  { image, imageRepository, deferrable = false, kubernetesConnId }: PodOptions,
  io: CommandIo,
): Promise<PodDeployment> {
  const { env } = io;
  const datastore = env['METAFLOW_DEFAULT_DATASTORE'] || 'local';
  if (datastore === 'local' || !env['METAFLOW_DATASTORE_SYSROOT_S3']) throw new PodDatastoreError(datastore);
  const variables = Object.entries(podVariables(env)).filter(([name]) => !ownVariables.includes(name));
  return {
    image: image === undefined ? await pushedImage(flow, added, imageRepository, io) : pinned(image),
    variables: Object.fromEntries(variables),
    deferrable,
    ...(kubernetesConnId !== undefined && { connection: kubernetesConnId }),
  };
}

/** A tag may lead elsewhere tomorrow. */
function pinned(image: string): string {
  if (!/@sha256:[0-9a-f]{64}$/.test(image)) throw new ImageNotPinnedError(image);
  return image;
}

async function pushedImage(
  flow: RunnableFlow,
  added: readonly DecoratorIR[],
  given: string | undefined,
  io: CommandIo,
): Promise<string> {
  const { env } = io;
  const registry = env['METAFLOW_KUBERNETES_CONTAINER_REGISTRY'];
  const repository =
    given ?? (env['MF_IMAGE_REPOSITORY'] || (registry ? `${registry.replace(/\/+$/, '')}/mf-flows` : undefined));
  if (repository === undefined) throw new NoImageRepositoryError();
  // Loaded here: to deploy to a process makes no image.
  const { buildFlowImage, pushFlowImage } = await import('../image/flow-image.js');
  const base = env['MF_IMAGE_BASE'];
  const options = {
    ...(base && { base }),
    with: added,
    onProgress: (message: string) => void io.stderr.write(`${message}\n`),
  };
  const built = await buildFlowImage(flow, options, io);
  return (await pushFlowImage(built, flow.ir.name, repository, options, io)).reference;
}
