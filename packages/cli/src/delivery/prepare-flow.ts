import { parseReference, referenceText } from '@mf/image';
import type { CommandIo } from '../command-io';
import { decospecs } from '../options/decospecs';
import { compileDeployment, type DeploymentOptions } from '../deployment/compile-deployment';
import type { MakeImages } from '../deployment/container-deployment';
import { configuredBase } from '../image/configured-base';
import { buildFlowImage, type ImageOptions } from '../image/flow-image';
import type { LoadedFlow } from '../load-flows';
import { compiledOrReported, type RunnableFlow } from '../report/compiled-or-reported';
import type { Environment } from '../environment/environment';
import { environmentProject } from '../environment/environment-project';
import type { MadeImage, PreparedFlow } from './flow-delivery';

/** Compiles a flow for an environment, and makes its image. Undefined when that is not possible; why has been printed. */
export async function prepareFlow(
  flow: LoadedFlow,
  environment: Environment,
  authorize: string | undefined,
  onProgress: (message: string) => void,
  io: CommandIo,
): Promise<PreparedFlow | undefined> {
  const runnable = compiledOrReported(flow, io);
  if (!runnable) return undefined;
  const make = (base: string | undefined) => madeImage(runnable, environment, base, onProgress, io);
  const first = environment.registry === undefined ? [] : [await make(undefined)];
  const images = [...first];
  // Pushed before the DAG that names them is placed.
  const makeImages: MakeImages = async (bases) => {
    const made = new Map<string | undefined, string>();
    for (const base of bases) {
      const image = await make(base);
      images.push(image);
      made.set(base, image.reference);
    }
    return made;
  };
  const options = {
    ...deploymentOptions(environment),
    ...environmentProject(environment, runnable.ir),
    ...(authorize !== undefined && { authorize }),
    ...(first[0] && { image: first[0].reference }),
    makeImages,
  };
  // Its diagnostics have been printed.
  const deployment = await compileDeployment({ ...flow, diagnostics: [] }, options, io);
  return deployment && { deployment, images };
}

/** @param base that of the environment when undefined */
async function madeImage(
  flow: RunnableFlow,
  environment: Environment,
  base: string | undefined,
  onProgress: (message: string) => void,
  io: CommandIo,
): Promise<MadeImage> {
  const { registry, name } = parseReference(environment.registry!);
  const options = { ...imageOptions(environment, onProgress, io), ...(base !== undefined && { base }) };
  const built = await buildFlowImage(flow, options, io);
  return { built, reference: referenceText({ registry, name, digest: built.digest }) };
}

/** What images of flows are made and pushed with. */
export function imageOptions(
  environment: Environment,
  onProgress: (message: string) => void,
  { env }: CommandIo,
): ImageOptions {
  const { baseImage: base = configuredBase(env), plainHttp } = environment;
  return {
    ...(base !== undefined && { base }),
    ...(plainHttp !== undefined && { plainHttp }),
    with: decospecs(environment.with, 'airflow create', env),
    onProgress,
  };
}

function deploymentOptions(environment: Environment): DeploymentOptions {
  const { compute, maxWorkers, with: added, tag, namespace, workflowTimeout } = environment;
  const { deferrable, kubernetesConnId, dockerNetwork, dockerConnId, secretConnection } = environment;
  return {
    ...{ compute, maxWorkers, with: added, tag },
    ...(namespace !== undefined && { namespace }),
    ...(workflowTimeout !== undefined && { workflowTimeout }),
    ...(deferrable !== undefined && { deferrable }),
    ...(kubernetesConnId !== undefined && { kubernetesConnId }),
    ...(dockerNetwork !== undefined && { dockerNetwork }),
    ...(dockerConnId !== undefined && { dockerConnId }),
    ...(secretConnection && { secretConnection }),
  };
}
