/** The file of the new flow is there already. */
export class FlowExistsError extends Error {
  readonly code = 'MF7004';
  readonly advice = 'Choose another --name, or delete the file first.';

  constructor(file: string) {
    super(`${file} exists`);
    this.name = 'FlowExistsError';
  }
}
