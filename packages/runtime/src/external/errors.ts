/** A task on a scheduler does not know where to put its results. */
export class DatastoreNotConfiguredError extends Error {
  override readonly name = 'DatastoreNotConfiguredError';
  readonly code = 'MF5201';
  readonly advice =
    'Set METAFLOW_DEFAULT_DATASTORE and its root for the scheduler’s workers, or METAFLOW_DATASTORE_SYSROOT_LOCAL to a directory that all of them share. Without it results would go to a temporary directory and be lost.';
  constructor(what: string) {
    super(`${what} runs on a scheduler, but no datastore is configured`);
  }
}

/** A step that comes before a task has no good result, or none that leads here. */
export class InputNotReadyError extends Error {
  override readonly name = 'InputNotReadyError';
  readonly code = 'MF5202';
  readonly advice: string;

  /** @param wentTo steps that the needed ones have gone on to instead */
  constructor(step: string, needed: readonly string[], wentTo: readonly string[]) {
    const became = wentTo.length > 0 ? `has gone on to ${wentTo.join(' and ')}` : 'has not finished well';
    super(`Step ${step} reads ${needed.join(' or ')}, which ${became} in this run`);
    this.advice =
      wentTo.length > 0
        ? 'The flow was deployed with other steps while this run went on, or a step was marked as successful on the scheduler. Start a new run.'
        : 'Run that step again on the scheduler; marking it as successful there does not give it a result.';
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

/** A foreach is wider than the scheduler takes. The result of the step that splits is stored: `mf resume` can go on from it. */
export class TooManyItemsError extends Error {
  override readonly name = 'TooManyItemsError';
  readonly code = 'MF5204';
  readonly advice =
    'Raise core.max_map_length (AIRFLOW__CORE__MAX_MAP_LENGTH) for all parts of Airflow and clear the task, or give each item more to do.';

  constructor(step: string, items: number, most: number) {
    super(`The foreach of step ${step} has ${items} items, more than the ${most} that Airflow takes here`);
  }
}
