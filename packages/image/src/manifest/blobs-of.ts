import type { Blob } from '../blob';
import type { BuiltImage } from '../build-image';

/** All that an image consists of, each once and after what it names: layers and configurations, manifests, the top. */
export function blobsOf(image: BuiltImage): Blob[] {
  const all = [...contentsOf(image), ...image.images.map(({ manifest }) => manifest), image.top];
  return [...new Map(all.map((blob) => [blob.digest, blob])).values()];
}

/** What the manifests name, each once. */
export function contentsOf({ images }: BuiltImage): Blob[] {
  const all = images.flatMap(({ configBlob, layers }) => [...layers.map(({ blob }) => blob), configBlob]);
  return [...new Map(all.map((blob) => [blob.digest, blob])).values()];
}
