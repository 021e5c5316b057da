import { type Descriptor, readWhole } from '../blob';
import { type Digest, digestOf } from '../digest';
import { descriptor } from '../manifest/image-documents';
import type { BlobStore } from '../store/blob-store';
import type { LayerEntry } from './layer-entry';
import { type Layer, writeLayer } from './write-layer';

interface Note {
  readonly descriptor: Descriptor;
  readonly diffId: Digest;
}

/**
 * A layer that is made once on each machine; later it is in the store.
 *
 * @param kind begins its name in the store
 * @param madeFrom all that its files depend on, as JSON
 * @param make gives its files
 */
export async function cachedLayer(
  store: BlobStore,
  kind: string,
  madeFrom: unknown,
  createdBy: string,
  make: () => Promise<readonly LayerEntry[]>,
): Promise<Layer> {
  const name = `${kind}-${digestOf(JSON.stringify(madeFrom)).slice('sha256:'.length, 'sha256:'.length + 16)}`;
  const note = await store.readNote<Note>(name);
  const known = note && (await store.find(note.descriptor));
  if (known) return { blob: known, diffId: note.diffId, createdBy };
  const layer = await writeLayer(await make(), createdBy);
  const blob = await store.save(descriptor(layer.blob), [await readWhole(layer.blob)]);
  await store.writeNote(name, { descriptor: descriptor(layer.blob), diffId: layer.diffId } satisfies Note);
  return { blob, diffId: layer.diffId, createdBy };
}
