import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { current, FlowSpec, kubernetes, parameter, step } from '@mf/flow';

/** One pod that does what it is told, and a last step on the machine of the scheduler. */
export class PodTroublesFlow extends FlowSpec {
  what = parameter({ type: 'string', required: true });
  attempts!: number;
  pod!: string;
  failure!: unknown;

  @kubernetes({ cpu: 0.1, memory: 160, disk: 200, qos: 'guaranteed' })
  @step
  async start() {
    this.pod = process.env['METAFLOW_KUBERNETES_POD_NAME'] ?? 'none';
    this.attempts = current.retryCount + 1;
    console.log(`attempt ${current.retryCount}`);
    if (this.what === 'memory') await fillMemory();
    if (this.what === 'disk' && current.retryCount === 0) await fillDisk();
    if (this.what === 'wait' || (this.what === 'once' && current.retryCount === 0)) await sleep(150_000);
    if (this.what === 'linger') await sleep(11_000);
    if (this.what === 'talk') for (let line = 0; line < 2000; line++) console.log(`line ${line}`);
    if (this.what === 'fail' && !current.originRunId) throw new Error('not yet');
    this.next(this.end);
  }
  @step end() {
    console.log(`on ${process.env['METAFLOW_KUBERNETES_POD_NAME'] ?? 'this machine'}`);
  }
}

/** More than the pod has asked for: nodes look at that now and then. */
async function fillDisk(): Promise<void> {
  const block = Buffer.alloc(10_000_000, 1);
  for (let file = 0; file < 25; file++) await writeFile(join(tmpdir(), `${file}`), block);
  await sleep(150_000);
}

async function fillMemory(): Promise<never> {
  // The kernel may kill the process that keeps output, too: what is printed in the last quarter of a second is not in the datastore yet. With
  // a tenth of a processor, on a busy machine, that takes longer.
  await sleep(6000);
  const kept: Buffer[] = [];
  for (;;) kept.push(Buffer.alloc(16_000_000, 1));
}
