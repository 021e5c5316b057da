import { baseImage, readKubernetesConfiguration } from '@mf/ir';

/**
 * What images of flows are made on where nobody names a base: METAFLOW_KUBERNETES_CONTAINER_IMAGE, read as for steps in pods. Undefined for
 * mf's own.
 *
 * @throws KubernetesConfigurationError
 */
export function configuredBase(env: NodeJS.ProcessEnv): string | undefined {
  const configuration = readKubernetesConfiguration(env);
  return baseImage(configuration.attributes, configuration);
}
