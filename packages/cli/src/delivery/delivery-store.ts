import { readFile } from 'node:fs/promises';
import { openDatastore, type Storage } from '@mf/datastore';
import { sha256, sha256Of } from '../snapshot/digest';
import type { OutputFile } from '../snapshot/write-files';
import { DeliveryStoreError } from './delivery-store-error';
import { DeploymentLog } from './deployment-log';
import type { DeployedFile } from './deployment-record';
import type { OpenEnvironment } from '../environment/open-environment';

/** Which commit of a workspace is deployed in an environment, all of it. */
export interface DeployedCommit {
  readonly commit: string;
  readonly at: string;
  readonly by: string | null;
}

const folder = 'mf.deployments';

/** What is written down of the deployments to an environment, in its datastore: records, the files themselves, the commit. */
export class DeliveryStore {
  private constructor(
    private readonly storage: Storage,
    private readonly environment: string,
  ) {}

  static async open({ environment, io }: OpenEnvironment): Promise<DeliveryStore> {
    return new DeliveryStore(openDatastore({ env: io.env, cwd: io.cwd, create: true }).storage, environment.name);
  }

  get log(): DeploymentLog {
    return new DeploymentLog(this.storage, `${folder}/environments/${this.environment}`);
  }

  /** Keeps files by their content, so that a rollback has them whatever has become of the place. @throws DeliveryStoreError */
  async keep(files: readonly OutputFile[]): Promise<void> {
    await Promise.all(
      files.map(async (file) => {
        const path = filePath(sha256Of(file));
        await this.#guarded('write', path, async () => {
          if (await this.storage.exists(path)) return;
          await this.storage.write(path, 'text' in file ? file.text : await readFile(file.from));
        });
      }),
    );
  }

  /** The content of a file that was kept. @throws DeliveryStoreError */
  async content({ path, sha256 }: DeployedFile): Promise<Buffer> {
    const kept = filePath(sha256);
    return this.#guarded('read', kept, async () => {
      const content = await this.storage.read(kept);
      if (!content) throw new Error(`${path} was kept there, and is gone`);
      return content;
    });
  }

  /** The last commit that was deployed as a whole. @throws DeliveryStoreError */
  async deployedCommit(workspace: string): Promise<DeployedCommit | undefined> {
    const path = this.#commitPath(workspace);
    const text = await this.#guarded('read', path, () => this.storage.read(path));
    return text && (JSON.parse(text.toString('utf8')) as DeployedCommit);
  }

  /** @throws DeliveryStoreError */
  async setDeployedCommit(workspace: string, deployed: DeployedCommit): Promise<void> {
    const path = this.#commitPath(workspace);
    const text = `${JSON.stringify({ workspace, ...deployed }, null, 2)}\n`;
    await this.#guarded('write', path, () => this.storage.write(path, text, { overwrite: true }));
  }

  #commitPath(workspace: string): string {
    return `${folder}/commits/${this.environment}/${sha256(workspace).slice(0, 16)}.json`;
  }

  async #guarded<T>(what: 'read' | 'write', path: string, work: () => Promise<T>): Promise<T> {
    return work().catch((error: Error) => {
      throw new DeliveryStoreError(`Cannot ${what} ${path} in ${this.storage.root}`, error);
    });
  }
}

const filePath = (digest: string): string => `${folder}/files/${digest}`;
