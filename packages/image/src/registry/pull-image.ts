import type { Blob, Descriptor } from '../blob';
import { type Digest, digestOf } from '../digest';
import { ImageNotFoundError, DigestMismatchError, PlatformMissingError, UnreadableImageError } from '../errors';
import {
  type Image,
  type ImageConfig,
  type ImageIndex,
  imageOf,
  type ImageManifest,
  indexType,
  manifestType,
} from '../manifest/image-documents';
import { type Architecture, architectures } from '../manifest/platform';
import type { BlobStore } from '../store/blob-store';
import { type Reference, referenceText } from './reference';
import { RegistryClient, type RegistryOptions } from './registry-client';

const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';
const dockerIndex = 'application/vnd.docker.distribution.manifest.list.v2+json';
/** Everything that an image can be, as the header `accept` has it. */
export const manifestTypes = [indexType, manifestType, dockerIndex, dockerManifest].join(', ');

/** Docker's name for a layer is OCI's with other words: the content is the same. */
const layerTypes: Readonly<Record<string, string>> = {
  'application/vnd.docker.image.rootfs.diff.tar.gzip': 'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.docker.image.rootfs.diff.tar': 'application/vnd.oci.image.layer.v1.tar',
  'application/vnd.docker.image.rootfs.diff.tar.zstd': 'application/vnd.oci.image.layer.v1.tar+zstd',
};

/** An image as a registry has it: which digest its name stands for, and what it is on each architecture. */
export interface PulledImage {
  readonly digest: Digest;
  readonly architectures: readonly Architecture[];
  /** @throws PlatformMissingError, UnreadableImageError, and what the client throws */
  image(architecture: Architecture): Promise<Image>;
}

/**
 * Reads what an image is. Its layers are fetched only when their content is asked for. What is named by its digest is kept in the store: no
 * registry is asked for it again.
 *
 * @throws ImageNotFoundError, UnreadableImageError, and what the client throws
 */
export async function pullImage(
  reference: Reference,
  store: BlobStore,
  options: RegistryOptions,
): Promise<PulledImage> {
  const client = new RegistryClient(reference, 'pull', options);
  const top = await document(client, reference.digest ?? reference.tag ?? 'latest', reference, store);
  const parsed = parse<ImageIndex | ImageManifest>(top.text);
  if ('manifests' in parsed) {
    const found = new Map<string, Descriptor>();
    for (const { platform, ...each } of parsed.manifests)
      if (platform?.os === 'linux' && !found.has(platform.architecture)) found.set(platform.architecture, each);
    const known = [...found.keys()].filter(isKnown);
    if (known.length === 0) throw unreadable(`it is made for neither of ${architectures.join(' and ')}`);
    return {
      digest: top.digest,
      architectures: known,
      async image(architecture) {
        const manifest = found.get(architecture);
        if (!manifest) throw new PlatformMissingError(referenceText(reference), architecture, [...found.keys()]);
        const { text } = await document(client, manifest.digest, reference, store);
        return imageIn(parse<ImageManifest>(text));
      },
    };
  }
  const only = await imageIn(parsed);
  return {
    digest: top.digest,
    architectures: [only.architecture],
    async image(architecture) {
      if (only.architecture !== architecture)
        throw new PlatformMissingError(referenceText(reference), architecture, [only.architecture]);
      return only;
    },
  };

  async function imageIn(manifest: ImageManifest): Promise<Image> {
    if (!Array.isArray(manifest.layers)) throw unreadable('it has no layers');
    const config = parse<ImageConfig>(Buffer.from(await readRemote(client, manifest.config, store)).toString('utf8'));
    // Charts and others are kept in the form of an image as well.
    if (!Array.isArray(config.rootfs?.diff_ids)) throw unreadable('it has no file system');
    const { architecture } = config;
    if (!isKnown(architecture)) throw unreadable(`it is made for neither of ${architectures.join(' and ')}`);
    const layers = manifest.layers.map((each, index) => ({
      blob: remoteBlob(client, { ...each, mediaType: layerTypes[each.mediaType] ?? each.mediaType }, store),
      diffId: config.rootfs.diff_ids[index]!,
      createdBy: '',
    }));
    return imageOf(architecture, { config, layers }, [], {});
  }

  function parse<T extends object>(text: string): T {
    try {
      return JSON.parse(text) as T;
    } catch {
      throw unreadable('the registry answers with no JSON');
    }
  }

  function unreadable(why: string): Error {
    return new UnreadableImageError(referenceText(reference), why);
  }
}

const isKnown = (name: string): name is Architecture => architectures.some((each) => each === name);

/** A blob that lies in a registry until it is read. */
export interface RemoteBlob extends Blob {
  readonly origin: { readonly registry: string; readonly name: string };
}

export function isRemote(blob: Blob): blob is RemoteBlob {
  return 'origin' in blob;
}

function remoteBlob(client: RegistryClient, descriptor: Descriptor, store: BlobStore): RemoteBlob {
  const { mediaType, digest, size } = descriptor;
  let local: Promise<Blob> | undefined;
  return {
    mediaType,
    digest,
    size,
    origin: client.repository,
    read: async (start, end) => (await (local ??= fetchBlob(client, descriptor, store))).read(start, end),
  };
}

async function readRemote(client: RegistryClient, descriptor: Descriptor, store: BlobStore): Promise<Uint8Array> {
  const blob = await fetchBlob(client, descriptor, store);
  return blob.read(0, blob.size);
}

async function fetchBlob(client: RegistryClient, descriptor: Descriptor, store: BlobStore): Promise<Blob> {
  const known = await store.find(descriptor);
  if (known) return known;
  return client.receive({ method: 'GET', path: `blobs/${descriptor.digest}`, accept: [200] }, ({ body }) =>
    store.save(descriptor, body ?? []),
  );
}

/** A manifest or an index. */
async function document(
  client: RegistryClient,
  name: string,
  reference: Reference,
  store: BlobStore,
): Promise<{ readonly digest: Digest; readonly text: string }> {
  const note = name.startsWith('sha256:') ? `manifest-${name.slice(7)}` : undefined;
  const known = note && (await store.readNote<{ text: string }>(note));
  if (known) return { digest: name as Digest, text: known.text };
  const { status, text } = await client.receive(
    { method: 'GET', path: `manifests/${name}`, headers: { accept: manifestTypes }, accept: [200, 404] },
    async (response) => ({ status: response.status, text: await response.text() }),
  );
  if (status === 404) throw new ImageNotFoundError(referenceText(reference));
  const digest = digestOf(text);
  if (note !== undefined && digest !== name) throw new DigestMismatchError(name, digest);
  if (note !== undefined) await store.writeNote(note, { text });
  return { digest, text };
}
