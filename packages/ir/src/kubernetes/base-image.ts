import type { JsonObject } from '../json';
import type { KubernetesConfiguration } from './kubernetes-configuration';

/**
 * What the image of a step is made on: `image` of its `@kubernetes`, or of the configuration. One that names no registry is one of the
 * team's (Metaflow's rule).
 *
 * @param attributes of the step, or the configuration's own for steps that say nothing
 * @returns undefined where nothing names an image
 */
export function baseImage(
  attributes: JsonObject,
  { containerRegistry }: Pick<KubernetesConfiguration, 'containerRegistry'>,
): string | undefined {
  const { image } = attributes;
  if (typeof image !== 'string' || image === '') return undefined;
  const [first = '', ...rest] = image.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return hasRegistry || containerRegistry === undefined ? image : `${containerRegistry}/${image}`;
}
