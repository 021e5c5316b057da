import { resolveNamespace } from '@mf/datastore';

/** undefined: not chosen yet, so the default one; null: none. */
let current: string | null | undefined;

/**
 * Chooses the namespace of this process: from now on only objects are seen whose run has it as a tag.
 * Objects that exist already keep theirs.
 * @param name a tag such as `user:ada` or `production:…`; null to see everything
 */
export function namespace(name: string | null): string | null {
  current = name;
  return name;
}

/**
 * The namespace of this process; unless one was chosen, the default one.
 * @throws UnknownUserError when none was chosen and nothing says who the user is
 */
export function getNamespace(): string | null {
  return current === undefined ? defaultNamespace() : current;
}

/**
 * Goes back to the default namespace: METAFLOW_DEFAULT_NAMESPACE (`--namespace` of a run sets it for its tasks, null when it is empty),
 * else `production:<token>` where METAFLOW_PRODUCTION_TOKEN is set, else `user:<name>`.
 * @throws UnknownUserError
 */
export function defaultNamespace(): string | null {
  return (current = resolveNamespace());
}
