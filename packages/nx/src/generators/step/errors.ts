/** The file to change has no flow that could be read. */
export class NoFlowInFileError extends Error {
  readonly code = 'MF7010';
  readonly advice = "Give a file with a class that has steps; 'nx run PROJECT:check' shows what is wrong with it.";

  constructor(problem: string) {
    super(problem);
    this.name = 'NoFlowInFileError';
  }
}

/** The new step has no place in the flow. */
export class StepPlaceError extends Error {
  readonly code = 'MF7011';

  constructor(
    problem: string,
    readonly advice: string,
  ) {
    super(problem);
    this.name = 'StepPlaceError';
  }
}
