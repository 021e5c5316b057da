import { execFile } from 'node:child_process';
import { createSign, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate that signs itself, for machine 127.0.0.1. */
export async function selfSigned(folder: string): Promise<{ readonly certificate: string; readonly key: string }> {
  const [certificate, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key, '-out', certificate];
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files]);
  return { certificate, key };
}

/** A server of tokens as Docker's specification has it: what is asked for is given to who knows the password, in part to others. */
export interface TokenServer {
  /** `auth` of the registry's configuration. */
  readonly auth: object;
  /** Scopes of the requests so far, and who asked. */
  readonly asked: { readonly user: string | undefined; readonly scopes: readonly string[] }[];
  /** For a refresh token. */
  readonly identityToken: string;
  stop(): Promise<void>;
}

const service = 'registry of tests';
const issuer = 'tests';

/** @param user who may do all; others get tokens that allow nothing */
export async function startTokenServer(user: string, password: string): Promise<TokenServer> {
  const folder = await mkdtemp(join(tmpdir(), 'mf-token-'));
  const { certificate, key } = await selfSigned(folder);
  const privateKey = await readFile(key, 'utf8');
  const x5c = [(await readFile(certificate, 'utf8')).replace(/-----[^-]+-----|\s/g, '')];
  const asked: TokenServer['asked'] = [];
  const identityToken = randomUUID();

  function token(scopes: readonly string[], isKnown: boolean): string {
    const access = scopes.map((scope) => {
      const [type, name, actions] = scope.split(':');
      return { type, name, actions: isKnown ? actions!.split(',') : [] };
    });
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: service,
      sub: 'x',
      iat: now,
      nbf: now - 10,
      exp: now + 60,
      jti: randomUUID(),
      access,
    };
    const text = [{ typ: 'JWT', alg: 'RS256', x5c }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
  }

  const server = createServer((request, answer) => {
    void bodyOf(request).then((body) => {
      const basic = /^Basic (.*)$/.exec(request.headers.authorization ?? '')?.[1];
      const given = basic === undefined ? undefined : Buffer.from(basic, 'base64').toString();
      const form = new URLSearchParams(body);
      const url = new URL(request.url ?? '/', 'http://x');
      const isPost = request.method === 'POST';
      const scopes = isPost ? (form.get('scope') ?? '').split(' ') : url.searchParams.getAll('scope');
      const isKnown = isPost ? form.get('refresh_token') === identityToken : given === `${user}:${password}`;
      asked.push({ user: isPost ? 'identity token' : given?.split(':')[0], scopes });
      if ((isPost || given !== undefined) && !isKnown) return void answer.writeHead(401).end();
      const text = token(scopes, isKnown);
      answer.writeHead(200, { 'content-type': 'application/json' });
      answer.end(JSON.stringify(isPost ? { access_token: text } : { token: text }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    auth: { token: { realm: `http://127.0.0.1:${port}/token`, service, issuer, rootcertbundle: certificate } },
    asked,
    identityToken,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}
