/** Data and records of this machine's runs are in one directory: nothing is known elsewhere. */
export class NothingToPullError extends Error {
  override readonly name = 'NothingToPullError';
  readonly code = 'MF2821';
  readonly advice = 'Say where the data of the run is: --datastore s3, or METAFLOW_DEFAULT_DATASTORE, and its root.';

  constructor(place: string) {
    super(`${place} has data and records in one place: there is nothing to pull`);
  }
}

/** The datastore has no data of a run. */
export class RunNotInDatastoreError extends Error {
  override readonly name = 'RunNotInDatastoreError';
  readonly code = 'MF2822';
  readonly advice =
    'Is this the datastore that the run writes to (METAFLOW_DATASTORE_SYSROOT_S3)? A run that has failed before its first step has stored nothing.';

  constructor(flow: string, run: string, place: string) {
    super(`There is no data of ${flow}/${run} in ${place}`);
  }
}
