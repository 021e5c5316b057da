import { type Blob, blobOf, type Descriptor } from '../blob';
import type { Digest } from '../digest';
import type { Layer } from '../layer/write-layer';
import type { Architecture } from './platform';

export const configType = 'application/vnd.oci.image.config.v1+json';
export const manifestType = 'application/vnd.oci.image.manifest.v1+json';
export const indexType = 'application/vnd.oci.image.index.v1+json';

/** How a container starts: `config` of the OCI image specification. */
export interface ContainerConfig {
  readonly User?: string;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly WorkingDir?: string;
  readonly Labels?: Readonly<Record<string, string>> | null;
}

/** The configuration document of an image. */
export interface ImageConfig {
  readonly created?: string;
  readonly architecture: string;
  readonly os: string;
  readonly config?: ContainerConfig;
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly Digest[] };
  readonly history?: readonly { readonly created?: string; readonly created_by?: string }[];
}

export interface ImageManifest {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

export interface ImageIndex {
  readonly schemaVersion: 2;
  readonly mediaType?: string;
  readonly manifests: readonly (Descriptor & {
    readonly platform?: { readonly architecture: string; readonly os: string; readonly variant?: string };
    readonly annotations?: Readonly<Record<string, string>>;
  })[];
}

/** An image for one architecture, whole. */
export interface Image {
  readonly architecture: Architecture;
  readonly config: ImageConfig;
  readonly manifest: Blob;
  readonly configBlob: Blob;
  readonly layers: readonly Layer[];
}

/** Images have no time: the same content is the same image on every day. */
const created = '1970-01-01T00:00:00Z';

/** Puts layers on an image, or on nothing. */
export function imageOf(
  architecture: Architecture,
  below: Pick<Image, 'config' | 'layers'> | undefined,
  layers: readonly Layer[],
  container: ContainerConfig,
): Image {
  const all = [...(below?.layers ?? []), ...layers];
  const config: ImageConfig = {
    ...below?.config,
    created,
    architecture,
    os: 'linux',
    config: { ...below?.config.config, ...container },
    rootfs: { type: 'layers', diff_ids: all.map(({ diffId }) => diffId) },
    history: [...(below?.config.history ?? []), ...layers.map(({ createdBy }) => ({ created, created_by: createdBy }))],
  };
  const configBlob = jsonBlob(configType, config);
  const manifest: ImageManifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor(configBlob),
    layers: all.map(({ blob }) => descriptor(blob)),
  };
  return { architecture, config, manifest: jsonBlob(manifestType, manifest), configBlob, layers: all };
}

/** One name for images of several architectures. */
export function indexOf(images: readonly Image[]): Blob {
  const index: ImageIndex = {
    schemaVersion: 2,
    mediaType: indexType,
    manifests: images.map(({ architecture, manifest }) => ({
      ...descriptor(manifest),
      platform: { architecture, os: 'linux' },
    })),
  };
  return jsonBlob(indexType, index);
}

export function descriptor({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}

function jsonBlob(mediaType: string, document: object): Blob {
  return blobOf(mediaType, Buffer.from(JSON.stringify(document)));
}
