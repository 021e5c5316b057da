import { S3Storage } from '@mf/datastore';

/** DAGs go to Google Cloud Storage, and it is not known as whom. */
export class GcsKeyMissingError extends Error {
  override readonly name = 'GcsKeyMissingError';
  readonly code = 'MF2715';
  readonly advice =
    'Set GS_ACCESS_KEY_ID and GS_SECRET_ACCESS_KEY to an HMAC key of a service account that may write there (gcloud storage hmac create).';

  constructor(place: string) {
    super(`There is no key for ${place}`);
  }
}

/**
 * A bucket of Google Cloud Storage, which speaks the protocol of S3 with keys of its own kind: the variables are those that GDAL has for
 * them. What the environment says of S3 counts for other places only.
 *
 * @throws GcsKeyMissingError
 */
export function gcsStorage(place: string, env: NodeJS.ProcessEnv): S3Storage {
  const { GS_ACCESS_KEY_ID: key, GS_SECRET_ACCESS_KEY: secret, GS_ENDPOINT_URL: endpoint } = env;
  if (!key || !secret) throw new GcsKeyMissingError(place);
  const ofS3 = /^(AWS_|METAFLOW_S3_)/;
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !ofS3.test(name)));
  return new S3Storage(place.replace(/^gs:/, 's3:').replace(/\/+$/, ''), {
    ...rest,
    METAFLOW_S3_ENDPOINT_URL: endpoint || 'https://storage.googleapis.com',
    AWS_REGION: 'auto',
    AWS_ACCESS_KEY_ID: key,
    AWS_SECRET_ACCESS_KEY: secret,
  });
}
