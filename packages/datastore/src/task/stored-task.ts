import type { ContentStore } from '../cas/content-store';
import { decodePickle, type DecodeOptions } from '../pickle/decode';
import { type ArtifactRef, isReadableEncoding } from './artifact-info';
import { ArtifactNotFoundError, UnknownEncodingError } from './errors';
import type { TaskPath } from './task-path';

/** The data of one attempt of a task. Values are read when they are asked for, each time anew. */
export class StoredTask {
  constructor(
    readonly path: TaskPath,
    readonly attempt: number,
    /** Everything the attempt stored, Metaflow's own artifacts (`_transition`, …) included. */
    readonly artifacts: ReadonlyMap<string, ArtifactRef>,
    private readonly blobs: ContentStore,
  ) {}

  has(name: string): boolean {
    return this.artifacts.has(name);
  }

  /**
   * An artifact's value.
   * @throws ArtifactNotFoundError, BlobMissingError, CorruptBlobError, CorruptPickleError
   */
  async load(name: string, options?: DecodeOptions): Promise<unknown> {
    const { sha, info } = this.#ref(name);
    return decodePickle(await this.blobs.load(sha, info.size || undefined), { ...options, isGivenAway: true });
  }

  /** `load` for the synchronous access of `this.x` in a step. */
  loadSync(name: string, options?: DecodeOptions): unknown {
    const { sha, info } = this.#ref(name);
    return decodePickle(this.blobs.loadSync(sha, info.size || undefined), { ...options, isGivenAway: true });
  }

  #ref(name: string): ArtifactRef {
    const ref = this.artifacts.get(name);
    if (!ref) throw new ArtifactNotFoundError(this.path, name, this.artifacts.keys());
    const { encoding } = ref.info;
    if (encoding !== undefined && !isReadableEncoding(encoding)) throw new UnknownEncodingError(name, encoding);
    return ref;
  }
}
