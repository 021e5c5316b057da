/** The bytes are not a pickle, or not a whole one. Thrown by `decodePickle`; also for hostile input. */
export class CorruptPickleError extends Error {
  readonly code = 'MF4010';
  readonly advice =
    'The stored value is damaged or was not written by Metaflow. Run the step again, or read another attempt of the task.';

  constructor(
    problem: string,
    /** Byte offset in the pickle. */
    readonly offset: number,
  ) {
    super(`Cannot read the pickle: ${problem} at byte ${offset}`);
    this.name = 'CorruptPickleError';
  }
}

/** A whole pickle that uses something that has no meaning outside the Python process that wrote it. */
export class UnsupportedPickleError extends Error {
  readonly code = 'MF4011';
  readonly advice =
    'Store the value in Python as plain data (numbers, text, lists, dicts, bytes), or read it with Python.';

  constructor(
    what: string,
    readonly offset: number,
  ) {
    super(`Cannot read the pickle: ${what} at byte ${offset} is not supported`);
    this.name = 'UnsupportedPickleError';
  }
}

/** A value that can't be stored as an artifact. Thrown by `encodePickle`. */
export class UnsupportedValueError extends Error {
  readonly code = 'MF4012';

  constructor(
    /** Where the value is, for example `this.rows[3].done`. */
    readonly path: string,
    problem: string,
    readonly advice: string,
  ) {
    super(`${path} cannot be stored: ${problem}`);
    this.name = 'UnsupportedValueError';
  }
}
