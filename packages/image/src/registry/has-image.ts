import { manifestTypes } from './pull-image';
import type { Reference } from './reference';
import { RegistryClient, type RegistryOptions } from './registry-client';

/** Whether the registry has an image. @throws what the client throws */
export async function hasImage(reference: Reference, options: RegistryOptions): Promise<boolean> {
  const { status } = await new RegistryClient(reference, 'pull', options).send({
    method: 'HEAD',
    path: `manifests/${reference.digest ?? reference.tag ?? 'latest'}`,
    headers: { accept: manifestTypes },
    accept: [200, 404],
  });
  return status === 200;
}
