import type { ProductionToken } from './production-token';

/** What there is to say of the production token of a deployment: most when it is new. */
export function tokenText({ token, isNew }: Pick<ProductionToken, 'token' | 'isNew'>): string {
  const namespace = `Its runs are in the namespace production:${token}\n`;
  if (!isNew) return namespace;
  return `A new production token was made. ${namespace}Others who deploy it have to give it once: --authorize ${token}\n`;
}
