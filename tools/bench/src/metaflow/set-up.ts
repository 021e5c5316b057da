import { join } from 'node:path';
import { type ObjectStore, startObjectStore } from '@mf/tools-python';
import { benchEnv } from '../measure';

/** The real Metaflow, ready for `airflow create`: a Python that has it, and an environment that points to a running S3 server. */
export interface MetaflowSetUp {
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

export async function setUpMetaflow(python: string, scratch: string): Promise<MetaflowSetUp> {
  const store: ObjectStore = await startObjectStore(python, 'bench');
  return {
    python,
    env: {
      ...benchEnv,
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_DEFAULT_REGION: 'us-east-1',
      METAFLOW_USER: 'bench',
      METAFLOW_HOME: join(scratch, 'metaflow-home'),
      METAFLOW_S3_ENDPOINT_URL: store.url,
      METAFLOW_DATASTORE_SYSROOT_S3: 's3://bench/metaflow',
      METAFLOW_DEFAULT_DATASTORE: 's3',
    },
    stop: () => store.stop(),
  };
}
