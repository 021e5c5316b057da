/** The datastore's root, or a place under it, can't be written. */
export class DatastoreNotWritableError extends Error {
  readonly code = 'MF4001';
  readonly advice: string;

  constructor(
    readonly path: string,
    override readonly cause: NodeJS.ErrnoException,
  ) {
    super(`Cannot write ${path}: ${cause.code ?? cause.message}`);
    this.name = 'DatastoreNotWritableError';
    this.advice =
      cause.code === 'ENOSPC' || cause.code === 'EDQUOT'
        ? 'Free some space on that disk, or set METAFLOW_DATASTORE_SYSROOT_LOCAL to a directory on another one.'
        : 'Make the directory writable for this user, or set METAFLOW_DATASTORE_SYSROOT_LOCAL to one that is.';
  }
}

/** A reader found no `.metaflow` directory. */
export class NoDatastoreError extends Error {
  readonly code = 'MF4002';
  readonly advice =
    'Change to the directory where the flow was run, or set METAFLOW_DATASTORE_SYSROOT_LOCAL to the directory that contains .metaflow.';

  constructor(readonly searchedFrom: string) {
    super(`There is no .metaflow directory in ${searchedFrom} or above it`);
    this.name = 'NoDatastoreError';
  }
}

/** Something is there but can't be read: permissions, a broken disk. */
export class DatastoreNotReadableError extends Error {
  readonly code = 'MF4003';
  readonly advice = 'Make the file readable for this user; files that another user wrote may need a group permission.';

  constructor(
    readonly path: string,
    override readonly cause: NodeJS.ErrnoException,
  ) {
    super(`Cannot read ${path}: ${cause.code ?? cause.message}`);
    this.name = 'DatastoreNotReadableError';
  }
}

/** A flow, run, step, task or artifact name that can't be one component of a path. */
export class InvalidNameError extends Error {
  readonly code = 'MF4004';
  readonly advice = 'Names and ids are not empty, not "." or "..", and have no slash, backslash or NUL.';

  constructor(readonly value: string) {
    super(`${JSON.stringify(value)} cannot be the name of a flow, run, step, task or artifact`);
    this.name = 'InvalidNameError';
  }
}

/** Data is kept in a kind of storage that this program can't open. */
export class UnknownStorageError extends Error {
  readonly code = 'MF4005';
  readonly advice = 'Read the run with a client that is configured for that storage.';

  constructor(
    readonly type: string,
    readonly root: string,
  ) {
    super(`There is no storage of type ${JSON.stringify(type)} for ${root}`);
    this.name = 'UnknownStorageError';
  }
}

/** Data is to be kept in a kind of storage that there is none of. */
export class UnknownDatastoreKindError extends Error {
  readonly code = 'MF4050';
  readonly advice: string;

  constructor(
    readonly kind: string,
    known: readonly string[],
  ) {
    super(`${JSON.stringify(kind)} is not a kind of datastore`);
    this.name = 'UnknownDatastoreKindError';
    this.advice = `Give --datastore or METAFLOW_DEFAULT_DATASTORE one of: ${known.join(', ')}.`;
  }
}
