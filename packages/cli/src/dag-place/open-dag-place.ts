import { resolve } from 'node:path';
import { LocalStorage, S3Storage } from '@mf/datastore';
import type { CommandIo } from '../command-io';
import type { DagPlace } from './dag-place';
import { gcsStorage } from './gcs-storage';
import { parseGitAddress, withoutCredentials } from './git-address';
import { gitClone } from './git-clone';
import { gitFolder, gitPlace } from './git-place';

/** Nobody has said where the files of DAGs go. */
export class DagPlaceMissingError extends Error {
  override readonly name = 'DagPlaceMissingError';
  readonly code = 'MF2703';
  readonly advice =
    'Give --to, or set AIRFLOW_DAGS: the DAGs folder of Airflow, s3://bucket/prefix, gs://bucket/prefix, git:FOLDER for a folder in a git ' +
    'checkout, or git:URL#BRANCH:FOLDER.';

  constructor() {
    super('It is not known where Airflow has its DAG files from');
  }
}

/** A scheme that nothing is known of. */
export class UnknownDagPlaceError extends Error {
  override readonly name = 'UnknownDagPlaceError';
  readonly code = 'MF2714';
  readonly advice =
    'Give a folder, s3://bucket/prefix, gs://bucket/prefix, git:FOLDER for a folder in a git checkout, or git:URL#BRANCH:FOLDER; what Airflow ' +
    'reads of another place, put there with mf airflow create.';

  constructor(place: string) {
    super(`Files of DAGs cannot be put into ${place}`);
  }
}

/**
 * The place that `--to`, or else AIRFLOW_DAGS, names: a folder, `s3://bucket/prefix`, `gs://bucket/prefix`, `git:FOLDER`, a folder in a
 * checkout, or `git:URL#BRANCH:FOLDER`, one in a repository somewhere else.
 *
 * @throws DagPlaceMissingError, UnknownDagPlaceError, GcsKeyMissingError; MalformedS3RootError and S3SettingError of `@mf/datastore`
 */
export function openDagPlace(to: string | undefined, { cwd, env }: CommandIo): DagPlace {
  const name = to ?? env['AIRFLOW_DAGS'];
  if (name === undefined || name === '') throw new DagPlaceMissingError();
  if (name.startsWith('git:')) return openGitPlace(name.slice('git:'.length), cwd, env);
  // A folder of that name would be made, and Airflow waited for in vain: also for s3:/dags and host:/dags. A single letter is a drive.
  if (/^[a-z][a-z0-9+.-]+:/i.test(name) && !/^(s3|gs):\/\//.test(name)) throw new UnknownDagPlaceError(name);
  const folder = /^(s3|gs):/.test(name) ? undefined : resolve(cwd, name);
  const files =
    folder !== undefined
      ? new LocalStorage(folder)
      : name.startsWith('s3:')
        ? new S3Storage(name.replace(/\/+$/, ''), env)
        : gcsStorage(name, env);
  return {
    name,
    isDirect: folder !== undefined,
    ...(folder !== undefined && { folder }),
    change: async (_message, work) => {
      await work(files);
    },
    look: (work) => work(files),
  };
}

function openGitPlace(place: string, cwd: string, env: NodeJS.ProcessEnv): DagPlace {
  // It is written down with what was deployed there.
  const name = `git:${withoutCredentials(place)}`;
  const address = parseGitAddress(place);
  if (!address && place.includes('://')) throw new UnknownDagPlaceError(name);
  return gitPlace(name, address ? gitClone(address, env) : gitFolder(resolve(cwd, place)), env);
}
