/** The shape of every error that is meant for the user: a stable code (docs/errors.md) and what to do. */
export interface CodedError extends Error {
  readonly code: string;
  readonly advice: string;
}

/** True for an error that a package of ours threw on purpose; anything else is a bug and shown with its stack. */
export function isCodedError(error: unknown): error is CodedError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^MF\d{4}$/.test(error.code) &&
    'advice' in error
  );
}
