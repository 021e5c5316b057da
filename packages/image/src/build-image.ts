import { posix } from 'node:path';
import { assembleBase, userId } from './base/assemble-base';
import type { Blob } from './blob';
import { type Dependencies, dependenciesLayer } from './dependencies/dependencies-layer';
import type { Digest } from './digest';
import type { LayerEntry } from './layer/layer-entry';
import { type Layer, writeLayer } from './layer/write-layer';
import { type ContainerConfig, type Image, imageOf, indexOf } from './manifest/image-documents';
import { type Architecture, architectures } from './manifest/platform';
import { pullImage } from './registry/pull-image';
import { parseReference, referenceText } from './registry/reference';
import type { RegistryOptions } from './registry/registry-client';
import type { BlobStore } from './store/blob-store';

/** What an image is to hold. */
export interface ImageContent {
  /** From the one that changes least to the one that changes most. */
  readonly layers: readonly { readonly createdBy: string; readonly entries: readonly LayerEntry[] }[];
  /** Below the layers, where there are any. */
  readonly dependencies?: Dependencies;
  /** What Node runs: absolute paths within the image, and arguments. The arguments of a container come after them. */
  readonly command: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

export interface BuildOptions {
  /** An image with Node; the base that is assembled here when not given. */
  readonly base?: string;
  /** All that the base is made for when not given. */
  readonly architectures?: readonly Architecture[];
  /** Keeps the base on this machine. */
  readonly store: BlobStore;
  readonly registry: RegistryOptions;
  readonly onProgress?: (message: string) => void;
}

/** An image, ready to be pushed or written. */
export interface BuiltImage {
  readonly images: readonly Image[];
  /** What names it all: the manifest, or the index where there are several architectures. */
  readonly top: Blob;
  readonly digest: Digest;
  /** The base by digest, where it came from a registry. */
  readonly base?: string;
}

/**
 * Puts files on a base. The digest is a function of the files and the base alone: neither machine nor day have a say.
 *
 * @throws BasePartError, InvalidReferenceError, PlatformMissingError, DependencyNotLockedError, DependenciesNotInstalledError, and what reading the base from a registry throws
 */
export async function buildImage(content: ImageContent, options: BuildOptions): Promise<BuiltImage> {
  const base = await openBase(options);
  const layers = await Promise.all(content.layers.map(({ entries, createdBy }) => writeLayer(entries, createdBy)));
  const images: Image[] = [];
  for (const architecture of base.architectures)
    images.push(await onBase(await base.image(architecture), [...(await dependenciesFor(architecture)), ...layers]));
  const top = images.length === 1 ? images[0]!.manifest : indexOf(images);
  return { images, top, digest: top.digest, ...(base.name !== undefined && { base: base.name }) };

  async function dependenciesFor(architecture: Architecture): Promise<Layer[]> {
    const { dependencies } = content;
    const { store, onProgress = () => {} } = options;
    return dependencies ? [await dependenciesLayer(dependencies, architecture, store, onProgress)] : [];
  }

  async function onBase(below: Image, above: readonly Layer[]): Promise<Image> {
    return imageOf(below.architecture, below, above, containerConfig(below.config.config ?? {}, content));
  }
}

interface Base {
  readonly name?: string;
  readonly architectures: readonly Architecture[];
  image(architecture: Architecture): Promise<Image>;
}

async function openBase(options: BuildOptions): Promise<Base> {
  const { store, onProgress = () => {} } = options;
  if (options.base === undefined)
    return {
      architectures: options.architectures ?? architectures,
      image: (architecture) => assembleBase(architecture, store, onProgress),
    };
  const reference = parseReference(options.base);
  const pulled = await pullImage(reference, store, options.registry);
  const { registry, name } = reference;
  return {
    name: referenceText({ registry, name, digest: pulled.digest }),
    architectures: options.architectures ?? pulled.architectures,
    image: (architecture) => pulled.image(architecture),
  };
}

/** How the container starts: Node with the command, and not as root. All else is the base's. */
function containerConfig(below: ContainerConfig, { command, labels }: ImageContent): ContainerConfig {
  const { Entrypoint, User = '' } = below;
  // Images of Node alone start it by its path, and it may not be on the PATH.
  const first = Entrypoint?.[0] ?? '';
  const node = posix.basename(first) === 'node' ? first : 'node';
  return {
    User: /^(|0|root)(:|$)/.test(User) ? `${userId}:${userId}` : User,
    Entrypoint: [node, ...command],
    Cmd: null,
    ...(labels && { Labels: { ...below.Labels, ...labels } }),
  };
}
