import { type Digest, isDigest } from '../digest';
import { InvalidReferenceError } from '../errors';

/** A repository of a registry. */
export interface Repository {
  /** Host, with the port where it is not the default one. */
  readonly registry: string;
  /** Path within the registry. */
  readonly name: string;
}

/** An image in a registry. */
export interface Reference extends Repository {
  readonly tag?: string;
  readonly digest?: Digest;
}

/** Of a repository's path, by the OCI distribution specification. */
const nameForm = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
const registryForm = /^([a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\])(:\d+)?$/;
const tagForm = /^\w[\w.-]{0,127}$/;

/**
 * The name of an image, as docker reads it: `node` is `docker.io/library/node`; a first part with a dot or a port, or `localhost`, is a
 * registry.
 *
 * @throws InvalidReferenceError
 */
export function parseReference(text: string): Reference {
  const [beforeDigest = '', digest, ...more] = text.split('@');
  if (more.length > 0) throw new InvalidReferenceError(text, 'there is more than one @');
  if (digest !== undefined && !isDigest(digest))
    throw new InvalidReferenceError(text, `${digest} is no sha256 digest of 64 hex digits`);
  const colon = beforeDigest.lastIndexOf(':');
  const hasTag = colon > beforeDigest.lastIndexOf('/');
  const tag = hasTag ? beforeDigest.slice(colon + 1) : undefined;
  if (tag !== undefined && !tagForm.test(tag)) throw new InvalidReferenceError(text, `${tag} is no tag`);
  return {
    ...parseRepository(hasTag ? beforeDigest.slice(0, colon) : beforeDigest, text),
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** @throws InvalidReferenceError */
function parseRepository(path: string, text: string): Repository {
  const [first = '', ...rest] = path.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const registry = hasRegistry ? first : dockerHub;
  if (!registryForm.test(registry)) throw new InvalidReferenceError(text, `${registry} is no host`);
  const inHub = registry === dockerHub || registry === 'index.docker.io';
  const name = hasRegistry ? rest.join('/') : path;
  if (!nameForm.test(name))
    throw new InvalidReferenceError(text, 'a repository has lower-case letters, digits, and ._- between them');
  return { registry: inHub ? dockerHub : registry, name: inHub && !name.includes('/') ? `library/${name}` : name };
}

export const dockerHub = 'docker.io';

/** An image as everything else takes it, too. */
export function referenceText({ registry, name, tag, digest }: Reference): string {
  return `${registry}/${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** Where the registry's API answers. Machines of one's own speak plain HTTP, as with docker; others when asked to. */
export function registryUrl(registry: string, plainHttp: boolean): string {
  if (registry === dockerHub) return 'https://registry-1.docker.io';
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(registry);
  return `${plainHttp || isLocal ? 'http' : 'https'}://${registry}`;
}
