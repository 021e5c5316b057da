import type { Compute, DockerDeployment, PodDeployment } from '@mf/airflow';
import { baseImage, type DecoratorIR, type KubernetesConfiguration, type Plan, podVariables, tasksOf } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { flowImages } from '../image/flow-images';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { ContainerDatastoreError, ImageNotPinnedError, NoImageRepositoryError } from './container-errors';

/** Makes the image of a flow on each base; undefined is mf's own. Returns them by their digests. */
export type MakeImages = (bases: ReadonlySet<string | undefined>) => Promise<ReadonlyMap<string | undefined, string>>;

/** How a flow is put on Airflow whose steps are containers. */
export interface ContainerOptions {
  /** With its digest; made and pushed when not given. Steps in pods that name an image have one of their own. */
  readonly image?: string;
  readonly imageRepository?: string;
  /** Of pods. */
  readonly deferrable?: boolean;
  readonly kubernetesConnId?: string;
  /** Ids of connections of Airflow that containers get. */
  readonly secretConnection?: readonly string[];
  /** Of containers of Docker. */
  readonly dockerNetwork?: string;
  readonly dockerConnId?: string;
}

/** Of whoever deploys, and not of who runs. */
const ownVariables = [
  'METAFLOW_USER',
  'METAFLOW_PRODUCTION_TOKEN',
  'METAFLOW_RUNTIME_NAME',
  'METAFLOW_DEFAULT_NAMESPACE',
];

/**
 * How tasks of a flow run in containers. Where data lies they are told by the settings of this machine; that must be where all containers
 * reach it.
 *
 * @param plan of the flow, with pods where these are what it runs in
 * @throws ContainerDatastoreError, ImageNotPinnedError, and what makes images
 */
export async function containerDeployment(
  plan: Plan,
  compute: Exclude<Compute, 'process'>,
  configuration: KubernetesConfiguration,
  options: ContainerOptions,
  makeImages: MakeImages,
  { env }: CommandIo,
): Promise<PodDeployment | DockerDeployment> {
  const datastore = env['METAFLOW_DEFAULT_DATASTORE'] || 'local';
  if (datastore === 'local' || !env['METAFLOW_DATASTORE_SYSROOT_S3']) throw new ContainerDatastoreError(datastore);
  const variables = Object.fromEntries(
    Object.entries(podVariables(env)).filter(([name]) => !ownVariables.includes(name)),
  );
  const { image, images } = await taskImages(plan, configuration, options.image, makeImages);
  const { deferrable = false, kubernetesConnId, dockerNetwork, dockerConnId, secretConnection = [] } = options;
  const secrets = secretConnection.length > 0 && { secretConnections: secretConnection };
  if (compute === 'docker') {
    return {
      ...{ compute, image, variables, ...secrets },
      ...(dockerNetwork !== undefined && { network: dockerNetwork }),
      ...(dockerConnId !== undefined && { connection: dockerConnId }),
    };
  }
  return {
    ...{ compute, image, images, variables, deferrable, ...secrets },
    ...(kubernetesConnId !== undefined && { connection: kubernetesConnId }),
  };
}

/** The image of the flow, on what steps get that name none, and those of the tasks in pods that do. */
async function taskImages(
  plan: Plan,
  configuration: KubernetesConfiguration,
  given: string | undefined,
  makeImages: MakeImages,
): Promise<Pick<PodDeployment, 'image' | 'images'>> {
  const common = baseImage(configuration.attributes, configuration);
  const bases = tasksOf(plan).flatMap(({ name, kubernetes }) =>
    kubernetes ? [[name, baseImage(kubernetes.attributes, configuration)] as const] : [],
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
  { imageRepository }: ContainerOptions,
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
