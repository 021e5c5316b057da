/** A task on a scheduler does not know where to put its results, or the records of its run. */
export class DatastoreNotConfiguredError extends Error {
  override readonly name = 'DatastoreNotConfiguredError';
  readonly code = 'MF5201';
  readonly advice: string;

  /** @param what would be kept in a directory of the worker: all, or the records of runs while data goes elsewhere */
  constructor(step: string, what: 'results' | 'records') {
    super(
      what === 'results'
        ? `Step ${step} runs on a scheduler, but no datastore is configured`
        : `Step ${step} runs on a scheduler, but no place for the records of runs is configured`,
    );
    this.advice = `Set METAFLOW_DATASTORE_SYSROOT_LOCAL for the scheduler’s workers to a directory that all of them share. Without it ${what} would go to a temporary directory and be lost.`;
  }
}

/** A step that comes before a task has no good result. */
export class InputNotReadyError extends Error {
  override readonly name = 'InputNotReadyError';
  readonly code = 'MF5202';
  readonly advice = 'Run that step again on the scheduler; marking it as successful there does not give it a result.';

  constructor(step: string, needed: readonly string[]) {
    super(`Step ${step} reads ${needed.join(' or ')}, which has not finished well in this run`);
  }
}

/** The scheduler asks for a step that the flow does not have. */
export class StepNotInFlowError extends Error {
  override readonly name = 'StepNotInFlowError';
  readonly code = 'MF5203';
  readonly advice = 'Compile the flow again and deploy what comes out.';

  constructor(flow: string, step: string) {
    super(`${flow} has no step ${step}`);
  }
}
