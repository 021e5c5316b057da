import { explainFailure } from '../s3/explain-failure';
import { GrowingS3Object } from '../s3/growing-s3-object';
import { parseS3Root, type S3Place } from '../s3/s3-place';
import type { S3Content, S3NewObject, S3Object, S3Operation, S3Operations } from '../s3/s3-protocol';
import { s3Settings } from '../s3/s3-settings';
import { type S3Outcome, type S3Thread, s3Thread } from '../s3/s3-thread';
import { uploadPieces } from '../s3/upload-pieces';
import type { GrowingObject, Storage, StoredContent, WriteOptions } from './storage';

/** Requests that `readMany` has under way. */
const readsAtOnce = 64;

/** Name of the header, after `x-amz-meta-`, that has the attributes of an object as JSON. */
const attributesHeader = 'metaflow-user-attributes';

/**
 * A bucket, or what begins with a prefix in it, as storage. The layout is Metaflow's: keys are what paths are on a disk,
 * and attributes are in a header of the object.
 */
export class S3Storage implements Storage {
  readonly type = 's3';
  readonly #place: S3Place;
  readonly #endpoint: string | undefined;
  readonly #thread: S3Thread;

  /**
   * @param root `s3://bucket/prefix`
   * @throws MalformedS3RootError, S3SettingError
   */
  constructor(
    readonly root: string,
    env: NodeJS.ProcessEnv,
  ) {
    this.#place = parseS3Root(root);
    const settings = s3Settings(env);
    this.#endpoint = settings.endpoint;
    this.#thread = s3Thread(settings, env);
  }

  async read(path: string): Promise<Buffer | undefined> {
    return asBuffer(await this.#call('get', this.#object(path)));
  }

  readSync(path: string): Buffer | undefined {
    const object = this.#object(path);
    return asBuffer(this.#unwrap('get', object.key, this.#thread.callSync('get', object)));
  }

  async readUnpacking(path: string): Promise<StoredContent | undefined> {
    return asContent(await this.#call('getUnpacking', this.#object(path)));
  }

  readUnpackingSync(path: string): StoredContent | undefined {
    const object = this.#object(path);
    return asContent(this.#unwrap('get', object.key, this.#thread.callSync('getUnpacking', object)));
  }

  async readMany(paths: readonly string[]): Promise<(Buffer | undefined)[]> {
    const found = new Array<Buffer | undefined>(paths.length);
    let next = 0;
    const work = async (): Promise<void> => {
      for (let at = next++; at < paths.length; at = next++) found[at] = await this.read(paths[at] as string);
    };
    await Promise.all(Array.from({ length: Math.min(readsAtOnce, paths.length) }, work));
    return found;
  }

  async size(path: string): Promise<number | undefined> {
    return this.#call('size', this.#object(path));
  }

  async exists(path: string): Promise<boolean> {
    return (await this.size(path)) !== undefined;
  }

  async list(path: string): Promise<string[]> {
    const { bucket, key } = this.#object(path);
    const prefix = key === '' ? '' : `${key}/`;
    return this.#unwrap('list', prefix, await this.#thread.call('list', { bucket, prefix }));
  }

  async write(path: string, data: Uint8Array | string, options: WriteOptions = {}): Promise<boolean> {
    if (!options.overwrite && (await this.exists(path))) return false;
    // A copy, for the thread takes what it is given.
    const body = typeof data === 'string' ? new Uint8Array(Buffer.from(data)) : new Uint8Array(data);
    const object = { ...this.#object(path), attributes: attributesOf(options) };
    if (options.exclusive) return this.#putFirst(object, body);
    await this.#call('put', { ...object, body });
    return true;
  }

  async writePieces(path: string, pieces: AsyncIterable<Uint8Array>, options: WriteOptions = {}): Promise<boolean> {
    if (!options.overwrite && (await this.exists(path))) return false;
    const object = { ...this.#object(path), attributes: attributesOf(options) };
    await uploadPieces((operation, argument) => this.#call(operation, argument), object, pieces);
    return true;
  }

  grow(path: string): GrowingObject {
    return new GrowingS3Object(this, path);
  }

  async remove(path: string): Promise<void> {
    await this.#call('remove', this.#object(path));
  }

  /** False when another has been faster. */
  async #putFirst(object: S3NewObject, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const { failure } = await this.#thread.call('put', { ...object, exclusive: true, body: new Uint8Array(body) });
    if (!failure) return true;
    if (failure.status === 412) return false;
    // S3 has seen two at once and decided for none.
    if (failure.status === 409) return this.#putFirst(object, body);
    return this.#unwrap('put', object.key, { failure });
  }

  #object(path: string): S3Object {
    const { bucket, prefix } = this.#place;
    return { bucket, key: prefix === '' || path === '' ? prefix + path : `${prefix}/${path}` };
  }

  async #call<K extends S3Operation>(
    operation: K,
    argument: Parameters<S3Operations[K]>[0] & S3Object,
  ): Promise<Awaited<ReturnType<S3Operations[K]>>> {
    return this.#unwrap(operation, argument.key, await this.#thread.call(operation, argument));
  }

  #unwrap<T>(operation: S3Operation, key: string, { result, failure }: S3Outcome<T>): T {
    if (!failure) return result;
    throw explainFailure(operation, `s3://${this.#place.bucket}/${key}`, this.#endpoint, failure);
  }
}

function attributesOf({ attributes }: WriteOptions): Record<string, string> | undefined {
  return attributes && { [attributesHeader]: JSON.stringify(attributes) };
}

function asContent(content: S3Content | undefined): StoredContent | undefined {
  const bytes = asBuffer(content?.bytes);
  return content && bytes && { bytes, isUnpacked: content.isUnpacked };
}

function asBuffer(bytes: Uint8Array<ArrayBuffer> | undefined): Buffer | undefined {
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
