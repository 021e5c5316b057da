import { randomBytes } from 'node:crypto';
import { installMetaflow, type ObjectStore, startObjectStore } from '@mf/tools-python';
import { type FaultServer, startFaultServer } from '../fault-server';
import { bucket } from '../s3/s3-server';
import { hostAddress, kubectl, startCluster } from './cluster';
import { type Suite, suiteVariable } from './suite';

/** For the teardown, which jest runs in the same process. */
declare global {
  var kubernetesOfSuite:
    | {
        readonly suite: Suite;
        readonly store: ObjectStore;
        readonly gate: FaultServer;
        readonly stopCluster: () => void;
      }
    | undefined;
}

/** Starts one cluster and one S3 that its pods can reach, and makes the secrets that pods need. */
export default async function startSuite(): Promise<void> {
  const stopCluster = await startCluster();
  const store = await startObjectStore(await installMetaflow(console.log), bucket);
  const gate = await startFaultServer(store.url, hostAddress);
  const suite: Suite = { namespace: `mf-${randomBytes(4).toString('hex')}`, s3: gate.url };
  globalThis.kubernetesOfSuite = { suite, store, gate, stopCluster };
  await kubectl(['create', 'namespace', suite.namespace]);
  const secret = (name: string, ...pairs: string[]): Promise<string> =>
    kubectl([
      ...['-n', suite.namespace, 'create', 'secret', 'generic', name],
      ...pairs.map((pair) => `--from-literal=${pair}`),
    ]);
  await secret('s3', 'AWS_ACCESS_KEY_ID=tester', 'AWS_SECRET_ACCESS_KEY=secret', 'AWS_EC2_METADATA_DISABLED=true');
  await secret('greeting', 'GREETING=hello');
  process.env[suiteVariable] = JSON.stringify(suite);
}
