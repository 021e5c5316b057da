import type { CommandIo } from '../command-io';

/** Who deploys; null when nobody knows. */
export async function currentUser({ env }: CommandIo): Promise<string | null> {
  const { resolveUser, UnknownUserError } = await import('@mf/datastore');
  try {
    return resolveUser(env);
  } catch (error) {
    if (error instanceof UnknownUserError) return null;
    throw error;
  }
}
