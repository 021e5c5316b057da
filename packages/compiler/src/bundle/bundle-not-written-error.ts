/** The folder for bundles cannot be written. */
export class BundleNotWrittenError extends Error {
  readonly code = 'MF3030';
  readonly advice = 'Check that the folder can be written and that there is room on the disk.';

  constructor(path: string, cause: Error) {
    super(`the bundle ${path} cannot be written: ${cause.message}`, { cause });
    this.name = 'BundleNotWrittenError';
  }
}
