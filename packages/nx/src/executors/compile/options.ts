// Written by scripts/write-option-types.mjs from schema.json.

/** Writes the IR and the bundle of flows. */
export interface CompileExecutorOptions {
  /** The flows to compile; inferred, one per *.flow.ts of the project. */
  readonly flows: readonly {
    /** The flow, relative to the workspace root. */
    readonly file: string;
    /** Name of the folder for this flow. */
    readonly name: string;
  }[];
  /** Folder that receives one folder per flow, relative to the workspace root and inside it. */
  readonly output: string;
  /** Files that configs of the flow are read from, by the config's name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Values of configs of the flow, by the config's name. */
  readonly configValue?: Readonly<Record<string, unknown>>;
}

/** All options: see `refuseUnknownOptions`. */
export const compileOptionNames: readonly string[] = ['flows', 'output', 'config', 'configValue'];
