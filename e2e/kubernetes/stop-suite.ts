import { kubectl } from './cluster';

export default async function stopSuite(): Promise<void> {
  const running = globalThis.kubernetesOfSuite;
  if (!running) return;
  const { suite, store, gate, stopCluster } = running;
  await kubectl(['delete', 'namespace', suite.namespace, '--wait=false']);
  await gate.stop();
  await store.stop();
  stopCluster();
}
