/**
 * Calls a generator so that its errors for the user read like those of the `mf` command: Nx prints the message of an error and nothing
 * else, so code and advice have to be in it.
 */
export async function withCodedErrors<Result>(generate: () => Promise<Result>): Promise<Result> {
  try {
    return await generate();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'advice' in error)) throw error;
    throw new Error(`${String(error.code)} ${error.message}\n${String(error.advice)}`, { cause: error });
  }
}
