import { userInfo } from 'node:os';
import { metaflowEnvironment } from './settings/metaflow-environment';

/** Neither the environment nor the system says who runs this; `root` says nothing about that. */
export class UnknownUserError extends Error {
  readonly code = 'MF4006';
  readonly advice = 'Set METAFLOW_USER to your user name.';

  constructor() {
    super('Cannot tell who you are: METAFLOW_USER, SUDO_USER, USERNAME and USER are not set (or "root")');
    this.name = 'UnknownUserError';
  }
}

/**
 * The user's name, as Metaflow finds it: METAFLOW_USER, SUDO_USER, USERNAME, USER; and, where none is set, the system's.
 * The name `root` counts as unknown.
 * @throws UnknownUserError
 */
export function resolveUser(env: NodeJS.ProcessEnv = metaflowEnvironment()): string {
  const isName = (name: string | undefined): boolean => name !== undefined && name !== '' && name !== 'root';
  const user = [env.METAFLOW_USER, env.SUDO_USER, env.USERNAME, env.USER].find(isName) ?? [systemUser()].find(isName);
  if (user === undefined) throw new UnknownUserError();
  return user;
}

/**
 * The tag that a process's runs carry and its readers look for: `production:<token>` where METAFLOW_PRODUCTION_TOKEN
 * is set, else `user:<name>`.
 * @throws UnknownUserError
 */
export function resolveIdentity(env: NodeJS.ProcessEnv = metaflowEnvironment()): string {
  const token = env.METAFLOW_PRODUCTION_TOKEN;
  return token ? `production:${token}` : `user:${resolveUser(env)}`;
}

/** Names the namespace that the client of a process starts with, where it is not the user's own: for the tasks of a run. */
export const namespaceVariable = 'METAFLOW_DEFAULT_NAMESPACE';

/**
 * The namespace of a process that chooses none: METAFLOW_DEFAULT_NAMESPACE, else its own identity. Null is no namespace at all:
 * the variable is set but empty.
 * @throws UnknownUserError
 */
export function resolveNamespace(env: NodeJS.ProcessEnv = metaflowEnvironment()): string | null {
  const named = env[namespaceVariable];
  return named === undefined ? resolveIdentity(env) : named || null;
}

function systemUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // The process's user id has no entry in the system's user database, as is usual in containers.
    return undefined;
  }
}
