import type { Blob } from './blob';
import type { BuiltImage } from './build-image';
import type { Digest } from './digest';
import { RegistryFailedError } from './errors';
import { contentsOf } from './manifest/blobs-of';
import { isRemote } from './registry/pull-image';
import { type Repository, referenceText } from './registry/reference';
import { RegistryClient, type RegistryOptions } from './registry/registry-client';
import { tryAgain } from './registry/retry';
import { provideBlob } from './registry/upload-blob';

export interface PushOptions extends RegistryOptions {
  /** How far it is, whenever some bytes more are there. */
  readonly onProgress?: (progress: PushProgress) => void;
}

export interface PushProgress {
  readonly sentBytes: number;
  /** Of all that has to be sent, as far as it is known. */
  readonly totalBytes: number;
}

export interface PushedImage {
  /** By digest. */
  readonly reference: string;
  readonly digest: Digest;
  /** False when the registry had it all along. */
  readonly isNew: boolean;
  /** Of blobs and manifests that were sent. */
  readonly sentBytes: number;
}

/**
 * Puts an image into a repository. For an image that is there already this is one request.
 *
 * @param tag should change with the image's content; it keeps the registry from clearing the image away as one without a name
 * @throws RegistryUnreachableError, RegistryUnauthorizedError, RegistryDeniedError, RegistryFailedError, CredentialsError
 */
export async function pushImage(
  image: BuiltImage,
  repository: Repository,
  tag: string,
  options: PushOptions,
): Promise<PushedImage> {
  const client = new RegistryClient(repository, 'pull,push', options);
  const { registry, name } = repository;
  const pushed = { reference: referenceText({ registry, name, digest: image.digest }), digest: image.digest };
  if (await isThere(client, tag, image.top)) return { ...pushed, isNew: false, sentBytes: 0 };
  const meter = new Meter(options.onProgress);
  await tryAgain(() => provideAll(client, image, tag, meter), lacksContent, client.retry);
  return { ...pushed, isNew: true, sentBytes: meter.sent };
}

async function provideAll(client: RegistryClient, image: BuiltImage, tag: string, meter: Meter): Promise<void> {
  await Promise.all(contentsOf(image).map((blob) => provide(client, blob, meter)));
  const manifests = image.images.map(({ manifest }) => manifest).filter(({ digest }) => digest !== image.digest);
  for (const manifest of manifests) await putManifest(client, manifest.digest, manifest, meter);
  await putManifest(client, tag, image.top, meter);
}

/**
 * Whether a registry has refused a manifest for content that it has been given: Docker's own does not know a blob for a moment while
 * somebody else ends the upload of the same one.
 */
function lacksContent(error: unknown): boolean {
  return (
    error instanceof RegistryFailedError &&
    [400, 404].includes(error.status) &&
    /\b(MANIFEST_BLOB|BLOB|MANIFEST)_UNKNOWN\b/.test(error.said)
  );
}

async function isThere(client: RegistryClient, tag: string, { mediaType, digest }: Blob): Promise<boolean> {
  const head = await client.send({
    method: 'HEAD',
    path: `manifests/${tag}`,
    headers: { accept: mediaType },
    accept: [200, 404],
  });
  return head.status === 200 && head.headers.get('docker-content-digest') === digest;
}

async function provide(client: RegistryClient, blob: Blob, meter: Meter): Promise<void> {
  const from = isRemote(blob) && blob.origin.registry === client.repository.registry ? blob.origin.name : undefined;
  if (from !== undefined) client.alsoPull(from);
  await provideBlob(client, blob, from, {
    onBegin: () => meter.expect(blob.size),
    onSent: (bytes) => meter.add(bytes),
  });
}

async function putManifest(client: RegistryClient, name: string, manifest: Blob, meter: Meter): Promise<void> {
  const answer = await client.send({
    method: 'PUT',
    path: `manifests/${name}`,
    headers: { 'content-type': manifest.mediaType },
    body: await manifest.read(0, manifest.size),
    accept: [201],
  });
  await answer.arrayBuffer();
  meter.expect(manifest.size);
  meter.add(manifest.size);
}

class Meter {
  sent = 0;
  #total = 0;

  constructor(private readonly onProgress: PushOptions['onProgress']) {}

  expect(bytes: number): void {
    this.#total += bytes;
  }

  add(bytes: number): void {
    this.sent += bytes;
    this.onProgress?.({ sentBytes: this.sent, totalBytes: this.#total });
  }
}
