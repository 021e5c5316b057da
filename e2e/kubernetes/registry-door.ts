import { registry } from './cluster';
import { Door } from './door';

/** A registry that can be away. */
export function openRegistryDoor(): Promise<Door> {
  return Door.to('127.0.0.1', Number(registry.split(':')[1]));
}
