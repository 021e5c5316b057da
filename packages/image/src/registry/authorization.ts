import { RegistryUnauthorizedError } from '../errors';
import type { Challenge } from './challenge';
import type { Credentials } from './docker-credentials';

/** What one may do with a repository, as servers of tokens name it. */
export function scopeOf(name: string, actions: 'pull' | 'pull,push'): string {
  return `repository:${name}:${actions}`;
}

/**
 * The header that meets a challenge: the password itself, or a token that a server gives for it.
 *
 * @param ask makes the request to the server of tokens
 * @throws RegistryUnauthorizedError
 */
export async function authorize(
  registry: string,
  challenge: Challenge,
  scopes: readonly string[],
  credentials: Credentials | undefined,
  ask: (url: string, init: RequestInit) => Promise<Response>,
): Promise<string> {
  if (challenge.scheme === 'basic') {
    if (!credentials || 'identityToken' in credentials)
      throw new RegistryUnauthorizedError(registry, 'it asks for a user and a password');
    return basic(credentials);
  }
  const { realm, service, scope } = challenge;
  const wanted = scopes.length > 0 ? scopes : scope === undefined ? [] : [scope];
  const response = await ask(...tokenRequest(realm, service, wanted, credentials));
  if (!response.ok) {
    const who = credentials ? 'these credentials' : 'nobody in particular';
    throw new RegistryUnauthorizedError(
      registry,
      `${new URL(realm).host} gives no token to ${who} (${response.status})`,
    );
  }
  const { token, access_token: accessToken } = (await response.json().catch(() => ({}))) as {
    token?: string;
    access_token?: string;
  };
  const found = token ?? accessToken;
  if (!found) throw new RegistryUnauthorizedError(registry, `${new URL(realm).host} answers without a token`);
  return `Bearer ${found}`;
}

/** By GET with a password or with nothing; an identity token is traded by POST (OAuth 2). */
function tokenRequest(
  realm: string,
  service: string | undefined,
  scopes: readonly string[],
  credentials: Credentials | undefined,
): [url: string, init: RequestInit] {
  if (credentials && 'identityToken' in credentials) {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: credentials.identityToken,
      client_id: 'mf',
      ...(service !== undefined && { service }),
      scope: scopes.join(' '),
    });
    return [realm, { method: 'POST', body: form }];
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  return [url.href, { headers: credentials ? { authorization: basic(credentials) } : {} }];
}

function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
