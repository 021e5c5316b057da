import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/** The file of a flow is not there. */
export class FlowFileNotFoundError extends Error {
  readonly code = 'MF2002';
  readonly advice: string;

  /** @param calledFrom the folder that somebody called npm or npx in, which start commands in that of the package: INIT_CWD */
  constructor(file: string, cwd: string, calledFrom?: string) {
    super(`there is no file ${file} in ${cwd}`);
    this.name = 'FlowFileNotFoundError';
    const meant = calledFrom === undefined ? undefined : resolve(calledFrom, file);
    this.advice =
      meant !== undefined && existsSync(meant)
        ? `npx starts commands in the folder of the package. Name the file from there: ${relative(cwd, meant)}`
        : "Name the flow's file first, relative to the current folder: mf run src/train.flow.ts";
  }
}
