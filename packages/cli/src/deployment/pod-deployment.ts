import type { PodDeployment } from '@mf/airflow';
import { baseImage, type DecoratorIR, type KubernetesConfiguration, type Plan, podVariables, tasksOf } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { flowImages } from '../image/flow-images';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { ImageNotPinnedError, NoImageRepositoryError, PodDatastoreError } from './pod-errors';

/** Makes the image of a flow on each base; undefined is mf's own. Returns them by their digests. */
export type MakeImages = (bases: ReadonlySet<string | undefined>) => Promise<ReadonlyMap<string | undefined, string>>;

/** How a flow is put on Airflow whose steps are pods. */
export interface PodOptions {
  /** With its digest; made and pushed when not given. Steps that name an image have one of their own. */
  readonly image?: string;
  readonly imageRepository?: string;
  readonly deferrable?: boolean;
  readonly kubernetesConnId?: string;
  /** Ids of connections of Airflow that pods get as a secret. */
  readonly secretConnection?: readonly string[];
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
 * @param plan of the flow, with pods
 * @throws PodDatastoreError, ImageNotPinnedError, and what makes images
 */
export async function podDeployment(
  plan: Plan,
  configuration: KubernetesConfiguration,
  { image, deferrable = false, kubernetesConnId, secretConnection = [] }: PodOptions,
  makeImages: MakeImages,
  { env }: CommandIo,
): Promise<PodDeployment> {
  const datastore = env['METAFLOW_DEFAULT_DATASTORE'] || 'local';
  if (datastore === 'local' || !env['METAFLOW_DATASTORE_SYSROOT_S3']) throw new PodDatastoreError(datastore);
  const variables = Object.entries(podVariables(env)).filter(([name]) => !ownVariables.includes(name));
  return {
    ...(await taskImages(plan, configuration, image, makeImages)),
    variables: Object.fromEntries(variables),
    deferrable,
    ...(kubernetesConnId !== undefined && { connection: kubernetesConnId }),
    ...(secretConnection.length > 0 && { secretConnections: secretConnection }),
  };
}

/** The image of the flow, on what steps get that name none, and those of the tasks that do. */
async function taskImages(
  plan: Plan,
  configuration: KubernetesConfiguration,
  given: string | undefined,
  makeImages: MakeImages,
): Promise<Pick<PodDeployment, 'image' | 'images'>> {
  const common = baseImage(configuration.attributes, configuration);
  const bases = tasksOf(plan).map(
    ({ name, kubernetes }) => [name, baseImage(kubernetes!.attributes, configuration)] as const,
  );
  const own = bases.filter(([, base]) => base !== common);
  const ownBases = own.map(([, base]) => base);
  const made = await makeImages(new Set(given === undefined ? [common, ...ownBases] : ownBases));
  return {
    image: given === undefined ? made.get(common)! : pinned(given),
    images: Object.fromEntries(own.map(([name, base]) => [name, made.get(base)!])),
  };
}

/** A tag may lead elsewhere tomorrow. */
function pinned(image: string): string {
  if (!/@sha256:[0-9a-f]{64}$/.test(image)) throw new ImageNotPinnedError(image);
  return image;
}

/** Makes images and pushes them: to the repository given, or that of the environment. @throws NoImageRepositoryError */
export function pushedImages(
  flow: RunnableFlow,
  added: readonly DecoratorIR[],
  { imageRepository }: PodOptions,
  io: CommandIo,
): MakeImages {
  return async (bases) => {
    if (bases.size === 0) return new Map();
    const { flowsRepository } = await import('../image/flow-image.js');
    const repository = imageRepository ?? flowsRepository(io.env);
    if (repository === undefined) throw new NoImageRepositoryError();
    return flowImages(flow, bases, repository, added, (text) => void io.stderr.write(`${text}\n`), io);
  };
}
