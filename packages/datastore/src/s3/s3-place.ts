import { MalformedS3RootError, S3RootMissingError } from './errors';

/** A bucket, and what the keys of a storage begin with. */
export interface S3Place {
  readonly bucket: string;
  /** Without slashes at its ends; empty for the whole bucket. */
  readonly prefix: string;
}

/** What S3 asks of a bucket's name, a little wider: other makes of it are less strict. */
const bucketName = /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/;

/**
 * Takes `s3://bucket/some/prefix` apart.
 * @param source what the root was taken from, for the error
 * @throws MalformedS3RootError
 */
export function parseS3Root(root: string, source?: string): S3Place {
  const match = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(root);
  const bucket = match?.[1];
  const prefix = (match?.[2] ?? '').replace(/\/+$/, '');
  if (bucket === undefined || !bucketName.test(bucket)) throw new MalformedS3RootError(root, source);
  if (prefix !== '' && prefix.split('/').includes('')) throw new MalformedS3RootError(root, source);
  return { bucket, prefix };
}

/**
 * Root of the data of this process.
 * @throws S3RootMissingError
 */
export function defaultS3Root(env: NodeJS.ProcessEnv): string {
  const root = env['METAFLOW_DATASTORE_SYSROOT_S3'];
  if (!root) throw new S3RootMissingError();
  parseS3Root(root, 'METAFLOW_DATASTORE_SYSROOT_S3');
  return withoutSlash(root);
}

/**
 * Root of what is kept apart from the data of tasks: a place of its own, where the variable says one, else a folder under the root of the
 * data.
 * @throws MalformedS3RootError
 */
export function s3RootBeside(root: string, folder: string, variable: string, env: NodeJS.ProcessEnv): string {
  const own = env[variable];
  if (!own) return `${withoutSlash(root)}/${folder}`;
  parseS3Root(own, variable);
  return withoutSlash(own);
}

function withoutSlash(root: string): string {
  return root.replace(/\/+$/, '');
}
