/** What a registry asks for before it answers: the header WWW-Authenticate of RFC 9110. */
export type Challenge =
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service?: string; readonly scope?: string };

/** The challenge that can be met: a token's rather than a password's. Undefined when there is none. */
export function parseChallenge(header: string): Challenge | undefined {
  const bearer = /(?:^|,\s*)bearer\s+(.*)/i.exec(header)?.[1];
  if (bearer !== undefined) {
    const values = new Map<string, string>();
    for (const [, name = '', quoted, plain] of bearer.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g))
      values.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
    const realm = values.get('realm');
    const [service, scope] = [values.get('service'), values.get('scope')];
    if (realm !== undefined)
      return {
        scheme: 'bearer',
        realm,
        ...(service !== undefined && { service }),
        ...(scope !== undefined && { scope }),
      };
  }
  return /(?:^|,\s*)basic(\s|$)/i.test(header) ? { scheme: 'basic' } : undefined;
}
