/** The file that a generator is to read is not there. */
export class FlowFileMissingError extends Error {
  readonly code = 'MF7012';
  readonly advice = 'Give its path from the folder that you are in.';

  constructor(file: string) {
    super(`there is no file ${file}`);
    this.name = 'FlowFileMissingError';
  }
}
