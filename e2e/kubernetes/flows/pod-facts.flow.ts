import { readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { current, environment, FlowSpec, kubernetes, resources, step, timeout } from '@mf/flow';

/** Tells what its pod is like. */
export class PodFactsFlow extends FlowSpec {
  facts!: Record<string, unknown>;

  @kubernetes({
    cpu: 0.1,
    memory: 100,
    disk: 250,
    qos: 'guaranteed',
    secrets: ['greeting'],
    labels: { own: 'yes' },
    useTmpfs: true,
    tmpfsSize: 16,
    tmpfsPath: '/scratch',
    persistentVolumeClaims: { 'on.this-node': '/kept' },
    securityContext: { runAsUser: 1234, runAsNonRoot: true, allowPrivilegeEscalation: false },
  })
  @environment({ vars: { QUOTED: '$(HOME) "and" more' } })
  @timeout({ minutes: 10 })
  @resources({ cpu: 0.05, memory: 200, disk: 10, gpu: 1 })
  @step
  async start() {
    console.log('looking');
    writeFileSync(`${current.tempdir}/written`, 'yes');
    writeFileSync('/kept/for-later', 'outlives the pod');
    this.facts = {
      user: process.getuid?.(),
      tempdir: current.tempdir,
      written: readFileSync(`${current.tempdir}/written`, 'utf8'),
      tmpfs: megabytesOf(current.tempdir),
      sharedMemory: megabytesOf('/dev/shm'),
      greeting: process.env['GREETING'],
      node: process.env['METAFLOW_KUBERNETES_NODE_IP'],
      quoted: process.env['QUOTED'],
    };
    await sleep(5000);
    this.next(this.end);
  }
  @step end() {}
}

function megabytesOf(path: string): number {
  const { blocks, bsize } = statfsSync(path);
  return (blocks * bsize) / 1024 / 1024;
}
