/** Runs are said to be known by a kind of provider that there is none of. */
export class UnknownMetadataKindError extends Error {
  readonly code = 'MF4051';
  readonly advice: string;

  constructor(
    readonly kind: string,
    known: readonly string[],
  ) {
    super(`${JSON.stringify(kind)} is not a kind of metadata provider`);
    this.name = 'UnknownMetadataKindError';
    this.advice = `Give --metadata or METAFLOW_DEFAULT_METADATA one of: ${known.join(', ')}.`;
  }
}
