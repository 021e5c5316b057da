import type { Compute } from '@mf/airflow';
import { UsageError } from '../options/usage-error';
import type { ContainerOptions } from './container-deployment';

/** With which kinds of compute an option of containers says something. */
const meant: Readonly<Record<keyof ContainerOptions, readonly Compute[]>> = {
  image: ['docker', 'kubernetes'],
  imageRepository: ['docker', 'kubernetes'],
  secretConnection: ['docker', 'kubernetes'],
  deferrable: ['kubernetes'],
  kubernetesConnId: ['kubernetes'],
  dockerNetwork: ['docker'],
  dockerConnId: ['docker'],
};

/**
 * That options of containers come with a kind of compute which has them: the others would be deployed without what was asked for.
 *
 * @throws UsageError
 */
export function checkComputeOptions({ compute, ...options }: ContainerOptions & { readonly compute: Compute }): void {
  for (const [name, computes] of Object.entries(meant)) {
    const value = options[name as keyof ContainerOptions];
    const isGiven = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
    if (isGiven && !computes.includes(compute))
      throw new UsageError(
        `${optionOf(name)} means nothing with --compute ${compute}`,
        `Give ${computes.map((other) => `--compute ${other}`).join(' or ')}, or leave it out.`,
      );
  }
}

const optionOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
