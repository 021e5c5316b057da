import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The user's own note of a production token cannot be read or written. */
export class TokenCacheError extends Error {
  override readonly name = 'TokenCacheError';
  readonly code = 'MF2806';
  readonly advice = 'Make the file readable and writable, or name another folder with METAFLOW_TOKEN_HOME.';

  constructor(path: string, cause: Error) {
    super(`The production token in ${path} cannot be kept: ${cause.message}`, { cause });
  }
}

/** The production token that a user has last used for a deployment: a file of Metaflow's, by the prefix of the token. */
export class TokenCache {
  readonly #path: string;

  constructor(prefix: string, env: NodeJS.ProcessEnv) {
    const home = env['METAFLOW_TOKEN_HOME'] || (env['METAFLOW_HOME'] ?? '~/.metaflowconfig');
    this.#path = join(home.replace(/^~(?=\/|$)/, env['HOME'] ?? homedir()), prefix);
  }

  async read(): Promise<string | undefined> {
    const { production_token: token } = await this.#config();
    return typeof token === 'string' ? token : undefined;
  }

  async write(token: string): Promise<void> {
    const config = await this.#config();
    if (config['production_token'] === token) return;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await writeFile(this.#path, JSON.stringify({ ...config, production_token: token }));
    } catch (error) {
      throw new TokenCacheError(this.#path, error as Error);
    }
  }

  async #config(): Promise<Record<string, unknown>> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8')) as Record<string, unknown>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw new TokenCacheError(this.#path, error as Error);
    }
  }
}
