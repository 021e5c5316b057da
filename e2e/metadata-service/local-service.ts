import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, installLocalService } from '@mf/tools-python';

/**
 * `metaflow-local-service`: it speaks the protocol of Metaflow's service, with faults. It can't look for one artifact by its name, so
 * Metaflow's own client takes every run for unfinished; it finds no task when it is asked for all of them; and it gives ids of its own
 * to runs and tasks that bring one. With `keepsIds` the first and the last of these are mended, as runs of a scheduler need it.
 */
export class LocalService {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  /** @param folder gets the records, and a home for the service */
  static async start(folder: string, env: NodeJS.ProcessEnv, { keepsIds = false } = {}): Promise<LocalService> {
    const python = await installLocalService(console.log);
    const [home, records] = [join(folder, 'service-home'), join(folder, 'service-records')];
    await Promise.all([mkdir(home, { recursive: true }), mkdir(records, { recursive: true })]);
    const port = await freePort();
    const command = keepsIds
      ? [join(__dirname, 'service_with_ids.py'), String(port), records]
      : ['-m', 'metaflow_local_service.daemon', '--port', String(port), '--metaflow-root', records];
    const child = spawn(python, command, {
      env: { ...env, HOME: home, METAFLOW_DEFAULT_METADATA: 'local' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const service = new LocalService(`http://127.0.0.1:${port}`, child);
    await service.#answers();
    return service;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const over = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await over;
  }

  async #answers(): Promise<void> {
    while (this.child.exitCode === null) {
      const answer = await fetch(`${this.url}/ping`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(100);
    }
    throw new Error('The metadata service has ended before it answered.');
  }
}
