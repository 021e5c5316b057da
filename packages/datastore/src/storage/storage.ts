/** How `Storage.write` stores an object. */
export interface WriteOptions {
  /** Replace what is there. Without it an existing object is left untouched, as Metaflow does. */
  readonly overwrite?: boolean;
  /**
   * Of several that store the object at the same moment, one does, and the others learn that they have not. On a disk that is always so;
   * in S3 it takes a store that knows `If-None-Match`, as AWS, MinIO and others do. Not together with `overwrite`.
   */
  readonly exclusive?: boolean;
  /**
   * Small JSON attributes kept beside the object for Metaflow's readers: a `<path>_meta` file on a disk, user
   * metadata of the object in S3.
   */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** What `Storage.readUnpacking` gives. */
export interface StoredContent {
  readonly bytes: Buffer;
  /**
   * Whether they are what the object was packed from. A large gzip is unpacked while it is read, so that it and its content are never both in
   * memory; a small one is not, and neither is what is no gzip or not a whole one.
   */
  readonly isUnpacked: boolean;
}

/** An object that can be read while it grows. Until it is closed, readers may be some seconds behind. */
export interface GrowingObject {
  /**
   * Adds to the end. Calls may overlap, their data stays in order. Where every write is seen at once, nothing makes an empty
   * object; elsewhere it is there when it is closed.
   * @throws what an earlier write threw, where it was found out later
   */
  append(data: Uint8Array | string): Promise<void>;
  /** Resolves when all is there for readers. */
  close(): Promise<void>;
}

/**
 * Where bytes are kept: a flat space of objects named by `/`-separated paths relative to `root`.
 *
 * Every write is all or nothing: a reader sees the old object, the new one, or none, never a part of one.
 * A path is relative, has no empty, `.` or `..` component, and never starts or ends with `/`.
 */
export interface Storage {
  /** Metaflow's name of the kind of storage, as recorded in `ds_type` and `ds-type`: `local`, `s3`. */
  readonly type: string;
  /** The root as recorded in `ds-root` and `location`: an absolute path, `s3://bucket/prefix`. */
  readonly root: string;

  /** The object's bytes, or undefined when there is none. */
  read(path: string): Promise<Buffer | undefined>;
  /** `read` for the synchronous access of `this.x` in a step. */
  readSync(path: string): Buffer | undefined;
  /** `read` of what may be a large gzip. */
  readUnpacking(path: string): Promise<StoredContent | undefined>;
  /** `readUnpacking` for the synchronous access of `this.x` in a step. */
  readUnpackingSync(path: string): StoredContent | undefined;
  /** Bytes of many small objects, in the order of `paths`: one batch, so that a listing costs no round trip each. */
  readMany(paths: readonly string[]): Promise<(Buffer | undefined)[]>;
  /** Size of the object in bytes, or undefined when there is none. */
  size(path: string): Promise<number | undefined>;
  /** Whether there is an object at the path. */
  exists(path: string): Promise<boolean>;
  /**
   * Names of what is directly under the path (objects, and what has objects under it) in no particular order; empty
   * when nothing is there. The empty path is the root.
   */
  list(path: string): Promise<string[]>;
  /** Stores an object; resolves to false when one was there already and `overwrite` was not given. */
  write(path: string, data: Uint8Array | string, options?: WriteOptions): Promise<boolean>;
  /**
   * `write` of what comes in pieces and is too large to be in memory at once. When the pieces end with an error, nothing is
   * stored.
   */
  writePieces(path: string, pieces: AsyncIterable<Uint8Array>, options?: WriteOptions): Promise<boolean>;
  /** Begins an object that grows: a log. */
  grow(path: string): GrowingObject;
  /** Removes the object and its attributes; no error when there is none. */
  remove(path: string): Promise<void>;
}
