import { join } from 'node:path';
import { type AirflowApi, connectAirflow } from '@mf/airflow';
import { type Datastore, localDatastore } from '@mf/datastore';
import type { AirflowVersion } from '@mf/tools-airflow';

/** What the tests know of the one Airflow of the suite. */
export interface Suite {
  readonly version: AirflowVersion;
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly dagsFolder: string;
  /** METAFLOW_DATASTORE_SYSROOT_LOCAL of the Airflow. */
  readonly datastoreRoot: string;
  /** An S3 server with a bucket. */
  readonly s3Url: string;
  /** A bare repository. */
  readonly gitOrigin: string;
}

/** Folder of the bucket, and of the repository, that Airflow has DAGs from, besides its own folder. */
export const dagsInside = 'dags';
/** Holds the suite as JSON, for the processes that jest starts. */
export const suiteVariable = 'MF_E2E_AIRFLOW';

export function suite(): Suite {
  return JSON.parse(process.env[suiteVariable] ?? '') as Suite;
}

export function airflow(): Promise<AirflowApi> {
  return connectAirflow(suite());
}

export function datastore(): Datastore {
  return localDatastore(join(suite().datastoreRoot, '.metaflow'));
}
