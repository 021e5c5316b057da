import { installMetaflow, type ObjectStore, startObjectStore } from '@mf/tools-python';

export const bucket = 'flows';
export const root = `s3://${bucket}/team/metaflow`;

/** A running S3, and the environment that leads to it, for `mf`, Metaflow and tests alike. */
export interface S3Server {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** @param host address that it listens on: one that pods reach, for those */
export async function startS3(host?: string): Promise<S3Server> {
  const store: ObjectStore = await startObjectStore(await installMetaflow(console.log), bucket, host);
  return { url: store.url, env: s3Environment(store.url), stop: () => store.stop() };
}

/** Nothing of this machine's own AWS settings has a say. */
export function s3Environment(url: string): NodeJS.ProcessEnv {
  return {
    AWS_ACCESS_KEY_ID: 'tester',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    METAFLOW_S3_ENDPOINT_URL: url,
    METAFLOW_DATASTORE_SYSROOT_S3: root,
  };
}
