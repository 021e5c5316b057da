// Written by scripts/write-option-types.mjs from schema.json.

/** Adds a step to a flow that is there: between two steps, whose edge it takes over. */
export interface StepGeneratorOptions {
  /** The flow's file, e.g. apps/train/src/train.flow.ts. */
  readonly file: string;
  /** Name of the new step, e.g. validate. */
  readonly name: string;
  /** The step that it follows. When not given, the one that leads to the end. */
  readonly after?: string;
  /** The step that it leads to. Needed where the step before it splits. */
  readonly before?: string;
  /** Do not format the changed file. */
  readonly skipFormat?: boolean;
}
