export { type BuildOptions, buildImage, type BuiltImage, type ImageContent } from './build-image';
export type { LayerEntry } from './layer/layer-entry';
export { type Architecture, architectures } from './manifest/platform';
export { writeDockerArchive } from './output/docker-archive';
export { writeOciLayout } from './output/oci-layout';
export { type PushedImage, pushImage, type PushOptions, type PushProgress } from './push-image';
export { parseReference, type Reference, referenceText, type Repository } from './registry/reference';
export type { RegistryOptions } from './registry/registry-client';
export { BlobStore } from './store/blob-store';
