/** `this.next(...)` was given something that is no transition. */
export class InvalidNextError extends Error {
  override readonly name = 'InvalidNextError';
  readonly code = 'MF5101';
  readonly advice =
    'Write this.next(this.a), this.next(this.a, this.b), this.next(this.a, { foreach: "items" }) or this.next({ x: this.a, y: this.b }, { condition: "field" }).';
}

/** `this.next(...)` was called twice in one step. */
export class RepeatedNextError extends Error {
  override readonly name = 'RepeatedNextError';
  readonly code = 'MF5102';
  readonly advice = 'Call this.next(...) once, as the last statement of the step.';
}

/** The field that `foreach` names cannot be split into items. */
export class ForeachError extends Error {
  override readonly name = 'ForeachError';
  readonly code = 'MF5103';
  readonly advice = 'Set the field to an array, or any other iterable, with at least one item before this.next(...).';
}

/** The field that `condition` names has a value for which there is no case. */
export class SwitchError extends Error {
  override readonly name = 'SwitchError';
  readonly code = 'MF5104';
  readonly advice = 'Set the field to one of the cases before this.next(...), or add a case for this value.';
}
