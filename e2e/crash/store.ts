import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localDatastore } from '@mf/datastore';
import { MfProcess } from '../mf-process';
import { processes } from './processes';

/** A datastore of its own. */
export class Store {
  readonly folder = mkdtempSync(join(tmpdir(), 'mf-crash-'));
  readonly root = join(this.folder, '.metaflow');
  readonly datastore = localDatastore(this.root);

  /** Starts `mf`. */
  start(args: readonly string[], { env = {}, detached }: { env?: NodeJS.ProcessEnv; detached?: boolean } = {}) {
    const own = { METAFLOW_USER: 'tester', METAFLOW_DATASTORE_SYSROOT_LOCAL: this.folder };
    return new MfProcess(args, {
      env: { ...process.env, ...own, ...env },
      ...(detached !== undefined && { detached }),
    });
  }

  /** Processes of tasks that write to this datastore. */
  tasks(): number[] {
    return processes().flatMap(({ pid, args }) => (args.includes(' step ') && args.includes(this.root) ? [pid] : []));
  }

  /** Resolves when no task is left, whoever started it. */
  async idle(): Promise<void> {
    while (this.tasks().length > 0) await sleep(50);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
