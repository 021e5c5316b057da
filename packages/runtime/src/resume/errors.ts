/** The run that is to be resumed is not in the datastore. */
export class RunNotFoundError extends Error {
  override readonly name = 'RunNotFoundError';
  readonly code = 'MF5001';
  readonly advice: string;

  /** @param latest the latest runs of the flow, the newest first */
  constructor(flow: string, run: string, root: string, latest: readonly string[]) {
    super(`${flow} has no run ${run} in ${root}`);
    this.advice =
      latest.length > 0
        ? `Its latest runs are ${latest.join(', ')}. A run that is elsewhere is found with METAFLOW_DATASTORE_SYSROOT_LOCAL, or at a service with METAFLOW_SERVICE_URL.`
        : 'There are no runs of this flow here. Set METAFLOW_DATASTORE_SYSROOT_LOCAL to the directory where it ran, or METAFLOW_SERVICE_URL to the service that knows it.';
  }
}

/** No run was named, and none was made here. */
export class NoRunToResumeError extends Error {
  override readonly name = 'NoRunToResumeError';
  readonly code = 'MF5002';
  readonly advice = 'Name the run to resume with --origin-run-id.';

  constructor(flow: string) {
    super(`${flow} has not been run from here, so there is no latest run to resume`);
  }
}

/** The step to resume from is not one of the flow. */
export class UnknownStepError extends Error {
  override readonly name = 'UnknownStepError';
  readonly code = 'MF5003';
  readonly advice: string;

  constructor(flow: string, step: string, steps: readonly string[]) {
    super(`${flow} has no step ${step} to resume from`);
    this.advice = `Its steps are ${steps.join(', ')}.`;
  }
}

/** The origin run stopped before it had stored its parameters. */
export class NothingToResumeError extends Error {
  override readonly name = 'NothingToResumeError';
  readonly code = 'MF5004';
  readonly advice = 'Start a new run: there is nothing that could be reused.';

  constructor(flow: string, run: string) {
    super(`Run ${run} of ${flow} ended before its parameters were stored`);
  }
}

/** The origin run keeps its data in another kind of storage: a run refers to data in its own only. */
export class OriginElsewhereError extends Error {
  override readonly name = 'OriginElsewhereError';
  readonly code = 'MF4061';
  readonly advice: string;

  constructor(
    run: string,
    origin: { readonly storageType: string; readonly storageRoot: string | undefined },
    root: string,
  ) {
    super(
      `Run ${run} keeps its data in ${origin.storageRoot ?? origin.storageType}, but this run would keep its own in ${root}`,
    );
    this.advice = `Resume it with --datastore ${origin.storageType}.`;
  }
}
