/** A secret could not be fetched. Says where it is, never what it is. */
export class SecretNotFetchedError extends Error {
  override readonly name = 'SecretNotFetchedError';
  readonly code = 'MF5142';
  readonly advice = 'Check that the secret is there, and that the task may read it.';

  constructor(source: string, reason: string, cause?: unknown) {
    super(`Failed to retrieve secret '${source}': ${reason}`, { cause });
  }
}

/** What a source of secrets gives cannot be a variable. */
export class InvalidSecretError extends Error {
  override readonly name = 'InvalidSecretError';
  readonly code = 'MF5143';
  readonly advice =
    'A source gives texts by names of variables: letters, digits and underscores, no digit first, and not METAFLOW_ before them.';

  constructor(source: string, reason: string) {
    super(`Invalid env vars from secret ${source}: ${reason}`);
  }
}

/** A secret would replace a variable. */
export class SecretConflictError extends Error {
  override readonly name = 'SecretConflictError';
  readonly code = 'MF5144';
  readonly advice = 'Rename one of them; allowOverride: true lets secrets replace variables of the environment.';

  constructor(source: string, variable: string, other: string | undefined) {
    super(
      `Secret '${source}' will inject '${variable}' as env var, ` +
        (other === undefined ? 'but it already exists in env' : `and it is also added by '${other}'`),
    );
  }
}
