import type { DeliveryStore } from './delivery-store';
import type { SourceVersion } from './source-version';

/** The commit of a workspace that is deployed cannot be told. */
export class NoCommitError extends Error {
  override readonly name = 'NoCommitError';
  readonly code = 'MF2906';
  readonly advice = 'Call it in a git checkout with at least one commit, and without changes that are not committed.';

  constructor(why: string) {
    super(`No commit can count as deployed: ${why}`);
  }
}

/** Git's name for a tree without files: everything differs from it. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Writes down that all flows of a commit are deployed. Nothing where files differ from it, or there is none. */
export async function markDeployedCommit(
  store: DeliveryStore,
  { workspace, commit, isChanged }: SourceVersion,
  by: string | null,
): Promise<string | undefined> {
  if (commit === undefined || isChanged) return undefined;
  await store.setDeployedCommit(workspace, { commit, at: new Date().toISOString(), by });
  return commit;
}
