/** `@step` stands where no step can be. */
export class StepPlacementError extends Error {
  override readonly name = 'StepPlacementError';
  readonly code = 'MF2201';
  readonly advice = 'A step is a public method of the flow class.';
}
