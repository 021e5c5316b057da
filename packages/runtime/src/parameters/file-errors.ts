/** The file that a parameter takes in cannot be read. */
export class FileNotReadableError extends Error {
  override readonly name = 'FileNotReadableError';
  readonly code = 'MF2110';
  readonly advice: string;

  constructor(parameter: string, path: string, cause: NodeJS.ErrnoException) {
    super(`Parameter ${parameter}: ${problemOf(path, cause)}`, { cause });
    this.advice =
      cause.code === 'ENOENT'
        ? `Give the path of a file: --${parameter} PATH. It starts in the current folder; that of a default, in the folder of the flow.`
        : `Give the path of a file that can be read: --${parameter} PATH`;
  }
}

function problemOf(path: string, { code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return `there is no file ${path}`;
    case 'EISDIR':
      return `${path} is a folder, not a file`;
    case 'EACCES':
      return `${path} may not be read`;
    default:
      return `${path} cannot be read: ${message}`;
  }
}

/** A file that is to be read as text is not text in its encoding. */
export class FileNotTextError extends Error {
  override readonly name = 'FileNotTextError';
  readonly code = 'MF2114';
  readonly advice =
    "Say how the file is encoded, includeFile({ encoding: 'latin-1' }), or take it as bytes: includeFile({ isText: false }).";

  constructor(parameter: string, path: string, encoding: string) {
    super(`Parameter ${parameter}: ${path} is not text in the encoding ${encoding}`);
  }
}

/** A file is larger than what Node can hold as one value: a text of 512 MB, bytes of 2 GB. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
  readonly code = 'MF2115';
  readonly advice: string;

  constructor(parameter: string, path: string, isText: boolean, cause: Error) {
    super(`Parameter ${parameter}: ${path} is too large for one value (${cause.message})`, { cause });
    this.advice = `${isText ? 'Take it as bytes, includeFile({ isText: false }), of which there may be 2 GB, or give' : 'Give'} its path as a text, parameter({ type: 'string' }), and read it in pieces in a step.`;
  }
}

/** The file that a deployment took in is not in the datastore of the run. */
export class DeployedFileMissingError extends Error {
  override readonly name = 'DeployedFileMissingError';
  readonly code = 'MF2112';
  readonly advice =
    'Deploy the flow again with the datastore that its runs use: METAFLOW_DATASTORE_SYSROOT_LOCAL must lead to the same place.';

  constructor(parameter: string, path: string) {
    super(`Parameter ${parameter}: its file was taken in when the flow was deployed, but there is no ${path}`);
  }
}
