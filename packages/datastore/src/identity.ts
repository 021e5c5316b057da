import { userInfo } from 'node:os';

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
export function resolveUser(env: NodeJS.ProcessEnv = process.env): string {
  const candidates = [env.METAFLOW_USER, env.SUDO_USER, env.USERNAME, env.USER, systemUser()];
  const user = candidates.find((name) => name && name !== 'root');
  if (user === undefined) throw new UnknownUserError();
  return user;
}

/**
 * The tag that a process's runs carry and its readers look for: `production:<token>` where METAFLOW_PRODUCTION_TOKEN
 * is set, else `user:<name>`.
 * @throws UnknownUserError
 */
export function resolveIdentity(env: NodeJS.ProcessEnv = process.env): string {
  const token = env.METAFLOW_PRODUCTION_TOKEN;
  return token ? `production:${token}` : `user:${resolveUser(env)}`;
}

function systemUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // The process's user id has no entry in the system's user database, as is usual in containers.
    return undefined;
  }
}
