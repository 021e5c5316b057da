const longest = 100;

/**
 * The tags of a deployment, each once and sorted, so that the order on a command line does not change the DAG file.
 *
 * @throws InvalidTagError for a tag that Airflow cannot hold (1 to 100 characters), or that cannot be passed to a process
 */
export function airflowTags(tags: readonly string[]): readonly string[] {
  for (const tag of tags) {
    const length = [...tag].length;
    if (length === 0) throw new InvalidTagError(tag, 'it is empty');
    if (length > longest) throw new InvalidTagError(tag, `it has ${length} characters, Airflow takes ${longest}`);
    if (tag.includes('\0')) throw new InvalidTagError(tag, 'it has a NUL character');
    if (/\p{Cs}/u.test(tag)) throw new InvalidTagError(tag, 'it is not well-formed Unicode');
  }
  return [...new Set(tags)].sort();
}

export class InvalidTagError extends Error {
  readonly code = 'MF6004';
  readonly advice = `Give another tag: --tag TAG, 1 to ${longest} characters.`;

  constructor(tag: string, why: string) {
    super(`${JSON.stringify(tag)} cannot be a tag on Airflow: ${why}`);
    this.name = 'InvalidTagError';
  }
}
