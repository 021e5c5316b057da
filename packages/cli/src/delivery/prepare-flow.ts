import { parseReference, referenceText } from '@mf/image';
import type { CommandIo } from '../command-io';
import { decospecs } from '../decospecs';
import { compileDeployment, type DeploymentOptions } from '../deployment/compile-deployment';
import { buildFlowImage } from '../image/flow-image';
import type { LoadedFlow } from '../load-flows';
import { compiledOrReported, type RunnableFlow } from '../report/compiled-or-reported';
import type { Environment } from './environment';
import type { PreparedFlow } from './flow-delivery';

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
  const image = await flowImage(runnable, environment, onProgress, io);
  const options = {
    ...deploymentOptions(environment),
    ...(authorize !== undefined && { authorize }),
    // Pushed before the DAG that names it is placed.
    ...(image && { image: image.reference }),
  };
  // Its diagnostics have been printed.
  const deployment = await compileDeployment({ ...flow, diagnostics: [] }, options, io);
  return deployment && { deployment, ...(image && { image }) };
}

/** Made, but not pushed. Undefined where the environment has no registry. */
async function flowImage(
  flow: RunnableFlow,
  environment: Environment,
  onProgress: (message: string) => void,
  io: CommandIo,
): Promise<PreparedFlow['image']> {
  if (environment.registry === undefined) return undefined;
  const { registry, name } = parseReference(environment.registry);
  const built = await buildFlowImage(flow, imageOptions(environment, onProgress, io), io);
  return { built, reference: referenceText({ registry, name, digest: built.digest }) };
}

/** What images of flows are made and pushed with. */
export function imageOptions(environment: Environment, onProgress: (message: string) => void, { env }: CommandIo) {
  const { baseImage, plainHttp } = environment;
  return {
    ...(baseImage !== undefined && { base: baseImage }),
    ...(plainHttp !== undefined && { plainHttp }),
    with: decospecs(environment.with, 'airflow create', env),
    onProgress,
  };
}

function deploymentOptions(environment: Environment): DeploymentOptions {
  const { compute, maxWorkers, with: added, tag, branch, production, namespace, workflowTimeout } = environment;
  const { deferrable, kubernetesConnId } = environment;
  return {
    ...{ compute, maxWorkers, with: added, tag },
    ...(branch !== undefined && { branch }),
    ...(production !== undefined && { production }),
    ...(namespace !== undefined && { namespace }),
    ...(workflowTimeout !== undefined && { workflowTimeout }),
    ...(deferrable !== undefined && { deferrable }),
    ...(kubernetesConnId !== undefined && { kubernetesConnId }),
  };
}
