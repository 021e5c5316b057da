// Written by scripts/write-option-types.mjs from schema.json.

/** Creates a flow that runs, and a test for it. */
export interface FlowGeneratorOptions {
  /** Folder of the project, e.g. apps/train. A project that is there already gets one more flow. */
  readonly directory: string;
  /** Name of the flow: train becomes train.flow.ts with the class TrainFlow. The name of the folder when not given. */
  readonly name?: string;
  /** What the flow does to begin with: count words, work on many items at once, load a table every night, or train a model. */
  readonly template?: 'basic' | 'foreach' | 'etl' | 'ml';
  /** Do not format the created files. */
  readonly skipFormat?: boolean;
}
