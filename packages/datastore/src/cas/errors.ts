/** A value that a task refers to is not in its flow's content-addressed store. */
export class BlobMissingError extends Error {
  readonly code = 'MF4022';
  readonly advice = 'The datastore is incomplete: copy the whole .metaflow directory, or run the step again.';

  constructor(
    readonly sha: string,
    readonly location: string,
  ) {
    super(`There is no ${location}`);
    this.name = 'BlobMissingError';
  }
}

/** A stored value is damaged. */
export class CorruptBlobError extends Error {
  readonly code = 'MF4023';
  readonly advice = 'The file is damaged. Restore it from a copy of the datastore, or run the step again.';

  constructor(
    readonly sha: string,
    readonly location: string,
    override readonly cause: Error,
  ) {
    super(`Cannot unpack ${location}: ${cause.message}`);
    this.name = 'CorruptBlobError';
  }
}

/** Bytes were changed while they were stored. */
export class ContentChangedError extends Error {
  readonly code = 'MF4060';
  readonly advice =
    'Something that the step has started still writes to the bytes: await it before the step ends, or assign a copy.';

  constructor(readonly sha: string) {
    super(`A value was changed while it was stored as ${sha}`);
    this.name = 'ContentChangedError';
  }
}
