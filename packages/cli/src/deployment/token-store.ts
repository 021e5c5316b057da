import { openDatastore, type Storage } from '@mf/datastore';
import type { CommandIo } from '../command-io';

/** Metaflow's own place for what it has deployed to Airflow, in the root of the datastore. */
const folder = 'mf.airflow';

/** What is written down of a deployment. */
export interface DeployedToken {
  readonly token: string;
  /** Who has deployed it first; null when that was somebody without a name. */
  readonly owner: string | null;
}

/** What is known of earlier deployments cannot be read or written. */
export class TokenStoreError extends Error {
  override readonly name = 'TokenStoreError';
  readonly code = 'MF2805';
  readonly advice =
    'Make the datastore available: the production token of a deployment is kept there, so that two people never deploy over each other.';

  constructor(what: string, cause: Error) {
    super(`${what}: ${cause.message}`, { cause });
  }
}

/** The tokens of what was deployed to Airflow, in the datastore that the environment names. */
export class TokenStore {
  private constructor(private readonly storage: Storage) {}

  static async open({ env, cwd }: CommandIo): Promise<TokenStore> {
    return new TokenStore(openDatastore({ env, cwd, create: true }).storage);
  }

  /** Undefined when nothing of the name was deployed. @throws TokenStoreError */
  async read(dagId: string): Promise<DeployedToken | undefined> {
    const path = `${folder}/${dagId}`;
    const failed = (error: unknown) =>
      new TokenStoreError(`Cannot read ${path} in ${this.storage.root}`, error as Error);
    try {
      const text = await this.storage.read(path);
      if (!text) return undefined;
      const { production_token: token, owner } = JSON.parse(text.toString('utf8')) as Record<string, unknown>;
      if (typeof token !== 'string') throw new Error('it names no production_token');
      return { token, owner: typeof owner === 'string' ? owner : null };
    } catch (error) {
      throw failed(error);
    }
  }

  /** @throws TokenStoreError */
  async write(dagId: string, { token, owner }: DeployedToken): Promise<void> {
    const path = `${folder}/${dagId}`;
    try {
      await this.storage.write(path, JSON.stringify({ production_token: token, owner }), { overwrite: true });
    } catch (error) {
      throw new TokenStoreError(`Cannot write ${path} in ${this.storage.root}`, error as Error);
    }
  }
}
