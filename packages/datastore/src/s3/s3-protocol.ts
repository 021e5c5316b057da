import type { S3Settings } from './s3-settings';

/** An object in S3. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
}

/** An object to be stored, and small attributes that are kept with it (`x-amz-meta-<name>`). */
export interface S3NewObject extends S3Object {
  readonly attributes: Readonly<Record<string, string>> | undefined;
  /** Fail with status 412 where there is an object. */
  readonly exclusive?: boolean;
}

/** What the thread that speaks to S3 can do: of each operation what it is given, and what it gives. */
export interface S3Operations {
  /** The bytes of an object; undefined when there is none. */
  get(object: S3Object): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The same, unpacked while they come when they are a large gzip. */
  getUnpacking(object: S3Object): Promise<S3Content | undefined>;
  /** Its size in bytes; undefined when there is none. */
  size(object: S3Object): Promise<number | undefined>;
  /** Names directly under a prefix that ends with a slash or is empty. */
  list(place: { readonly bucket: string; readonly prefix: string }): Promise<string[]>;
  put(object: S3NewObject & { readonly body: Uint8Array<ArrayBuffer> }): Promise<void>;
  remove(object: S3Object): Promise<void>;
  /** Begins an object that is sent in parts, and gives the upload's id. */
  beginUpload(object: S3NewObject): Promise<string>;
  /** Sends a part, numbered from 1, and gives what S3 says of it. All parts but the last have at least 5 MiB. */
  sendPart(part: S3Upload & { readonly number: number; readonly body: Uint8Array<ArrayBuffer> }): Promise<S3Part>;
  /** Makes the object of its parts, given in order. */
  endUpload(upload: S3Upload & { readonly parts: readonly S3Part[] }): Promise<void>;
  /** Forgets the parts. */
  abandonUpload(upload: S3Upload): Promise<void>;
}

/** Bytes of an object, or what they were packed from. */
export interface S3Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isUnpacked: boolean;
}

/** What S3 says of a part that it got: it must be told so in the end. */
export interface S3Part {
  readonly ETag?: string | undefined;
  readonly ChecksumCRC32?: string | undefined;
}

export interface S3Upload extends S3Object {
  readonly upload: string;
}

export type S3Operation = keyof S3Operations;

/** What the thread is started with. */
export interface S3ThreadData {
  readonly port: import('node:worker_threads').MessagePort;
  /** [0] counts the answers, so that one can be waited for; [1] is 1 once the thread has ended. */
  readonly signal: Int32Array;
  readonly settings: S3Settings;
}

export interface S3Request {
  readonly id: number;
  readonly operation: S3Operation;
  readonly argument: unknown;
}

export interface S3Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly failure?: S3Failure;
}

/** An error as plain data: it comes from another thread. */
export interface S3Failure {
  /** Name of the error, for S3's own its code: `NoSuchBucket`, `SlowDown`; of the system: `ECONNREFUSED`. */
  readonly name: string;
  readonly message: string;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;
}
