/** The file of a flow is not there. */
export class FlowFileNotFoundError extends Error {
  readonly code = 'MF2002';
  readonly advice = "Name the flow's file first, relative to the current folder: mf run src/train.flow.ts";

  constructor(file: string, cwd: string) {
    super(`there is no file ${file} in ${cwd}`);
    this.name = 'FlowFileNotFoundError';
  }
}
