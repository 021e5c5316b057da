/** A JSON file of the datastore is not JSON. */
export class CorruptRecordError extends Error {
  readonly code = 'MF4030';
  readonly advice = 'The file is damaged. Restore it from a copy of the datastore, or remove the run it belongs to.';

  constructor(
    readonly location: string,
    override readonly cause: Error,
  ) {
    super(`Cannot read ${location}: ${cause.message}`);
    this.name = 'CorruptRecordError';
  }
}

/**
 * Parses a JSON file that Metaflow or this program wrote.
 * @throws CorruptRecordError
 */
export function parseJson<T>(bytes: Buffer, location: string): T {
  try {
    return JSON.parse(bytes.toString('utf8')) as T;
  } catch (error) {
    throw new CorruptRecordError(location, error as Error);
  }
}
