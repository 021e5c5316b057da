/** A flow of a shape that has no lowering yet was to be planned: its unsupported features were not looked up before. */
export class UnplannableFlowError extends Error {
  readonly code = 'MF6002';
  readonly advice = 'Run the flow locally (`mf run`), or write it with steps in a row, static branches and joins.';

  constructor(flow: string, step: string, kind: string) {
    super(`${flow}: the ${kind} of step ${step} cannot be planned for a scheduler yet`);
    this.name = 'UnplannableFlowError';
  }
}
