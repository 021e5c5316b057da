import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CredentialsError } from '../errors';
import { dockerHub } from './reference';

/** Who one is to a registry. */
export type Credentials =
  | { readonly user: string; readonly password: string }
  /** Given for a token by the server of tokens. */
  | { readonly identityToken: string };

/** What of docker's `config.json` is about credentials. */
interface DockerConfig {
  readonly auths?: Readonly<Record<string, AuthEntry>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

interface AuthEntry {
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
}

/**
 * The credentials that `docker login` has left for a registry: asked from the helper of the registry, else from the store of all, else
 * written in the file itself. Undefined where there are none.
 *
 * @throws CredentialsError
 */
export async function dockerCredentials(registry: string, env: NodeJS.ProcessEnv): Promise<Credentials | undefined> {
  const path = join(env['DOCKER_CONFIG'] || join(homedir(), '.docker'), 'config.json');
  const config = await readConfig(path);
  const keys = keysOf(registry);
  const helper = keys.map((key) => config.credHelpers?.[key]).find((name) => name !== undefined) ?? config.credsStore;
  if (helper !== undefined && helper !== '') {
    for (const key of keys) {
      const found = await askHelper(helper, key, env);
      if (found) return found;
    }
  }
  const entry = keys.map((key) => config.auths?.[key]).find((found) => found !== undefined);
  return entry && credentialsOf(entry, path);
}

async function readConfig(path: string): Promise<DockerConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new CredentialsError(`${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text) as DockerConfig;
  } catch (error) {
    throw new CredentialsError(`${path} is no JSON: ${(error as Error).message}`);
  }
}

/** The names that docker keeps a registry under. */
function keysOf(registry: string): string[] {
  if (registry === dockerHub) return ['https://index.docker.io/v1/', 'index.docker.io', 'docker.io'];
  return [registry, `https://${registry}`, `http://${registry}`, `https://${registry}/v2/`, `https://${registry}/v1/`];
}

function credentialsOf({ auth, username, password, identitytoken }: AuthEntry, path: string): Credentials | undefined {
  if (identitytoken) return { identityToken: identitytoken };
  if (username !== undefined && password !== undefined) return { user: username, password };
  if (!auth) return undefined;
  const text = Buffer.from(auth, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw new CredentialsError(`${path} has an entry that is no user and password`);
  return { user: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') };
}

/** A helper answers `get` with JSON; with another exit code when it does not know the registry. */
async function askHelper(name: string, registry: string, env: NodeJS.ProcessEnv): Promise<Credentials | undefined> {
  const program = `docker-credential-${name}`;
  const { status, output } = await new Promise<{ status: number | null; output: string }>((resolve, reject) => {
    const child = spawn(program, ['get'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (piece: Buffer) => (output += piece.toString('utf8')));
    child.on('error', (error) => reject(new CredentialsError(`${program} cannot be started: ${error.message}`)));
    child.on('close', (code) => resolve({ status: code, output }));
    // A helper may end without reading.
    child.stdin.on('error', () => {});
    child.stdin.end(registry);
  });
  if (status !== 0) {
    if (/not found|no credentials/i.test(output)) return undefined;
    throw new CredentialsError(`${program} failed for ${registry}: ${output.trim() || `exit code ${status}`}`);
  }
  let answer: { Username?: string; Secret?: string };
  try {
    answer = JSON.parse(output) as typeof answer;
  } catch {
    throw new CredentialsError(`${program} answered for ${registry} with no JSON`);
  }
  const { Username: user = '', Secret: secret = '' } = answer;
  if (secret === '') return undefined;
  return user === '<token>' ? { identityToken: secret } : { user, password: secret };
}
