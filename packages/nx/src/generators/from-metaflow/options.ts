// Written by scripts/write-option-types.mjs from schema.json.

/** Reads a Metaflow file in Python and writes the flow in TypeScript: graph, decorators, parameters and artifacts, with the Python of each step as a comment to port. */
export interface FromMetaflowGeneratorOptions {
  /** The Python file, relative to where you are; it may be outside of the workspace. */
  readonly file: string;
  /** Folder of the project, e.g. apps/train; below apps and called like the flow when not given. A project that is there already gets one more flow. */
  readonly directory?: string;
  /** Do not format the created files. */
  readonly skipFormat?: boolean;
}
