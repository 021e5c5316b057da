// Written by scripts/write-option-types.mjs from schema.json.

/** Makes an empty workspace one of flows: packages below apps and libs, a flow, settings of TypeScript, and a workflow for CI. Called by create-nx-workspace --preset=@mf/nx@latest. */
export interface PresetGeneratorOptions {
  /** Name of the workspace. */
  readonly name: string;
  /** Name of the first flow. */
  readonly flow?: string;
  /** What the first flow does. */
  readonly flowTemplate?: 'basic' | 'foreach' | 'etl' | 'ml';
  /** Do not format the created files. */
  readonly skipFormat?: boolean;
  readonly [name: string]: unknown;
}
