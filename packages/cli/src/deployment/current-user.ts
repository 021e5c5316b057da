import { resolveUser, UnknownUserError } from '@mf/datastore';
import type { CommandIo } from '../command-io';

/** Who deploys; null when nobody knows. */
export async function currentUser({ env }: CommandIo): Promise<string | null> {
  try {
    return resolveUser(env);
  } catch (error) {
    if (error instanceof UnknownUserError) return null;
    throw error;
  }
}
