import type { Blob } from '../blob';
import type { BuiltImage } from '../build-image';

/** All that an image consists of, each once and after what it names: layers and configurations, manifests, the top. */
export function blobsOf(image: BuiltImage): Blob[] {
  const all = [...contentsOf(image), ...image.images.map(({ manifest }) => manifest), image.top];
  return unique(all);
}

/** What the manifests name, each once. */
export function contentsOf({ images }: BuiltImage): Blob[] {
  const all = images.flatMap(({ configBlob, layers }) => [...layers.map(({ blob }) => blob), configBlob]);
  return unique(all);
}

/** The first of each: what a registry has already comes before what is added here. */
function unique(blobs: readonly Blob[]): Blob[] {
  return [...new Map([...blobs].reverse().map((blob) => [blob.digest, blob])).values()].reverse();
}
