/** Data is to go to S3, but where to is not said. */
export class S3RootMissingError extends Error {
  readonly code = 'MF4052';
  readonly advice = 'Set METAFLOW_DATASTORE_SYSROOT_S3 to a bucket and a prefix: s3://bucket/prefix.';

  constructor() {
    super('The datastore is S3, but METAFLOW_DATASTORE_SYSROOT_S3 is not set');
    this.name = 'S3RootMissingError';
  }
}

/** What should be a place in S3 is none. */
export class MalformedS3RootError extends Error {
  readonly code = 'MF4053';
  readonly advice = 'Write s3://bucket or s3://bucket/prefix, with one slash between the parts.';

  constructor(
    readonly root: string,
    source = 'The root of the datastore',
  ) {
    super(`${source} is ${JSON.stringify(root)}, which is no place in S3`);
    this.name = 'MalformedS3RootError';
  }
}

/** The bucket does not exist. */
export class S3BucketMissingError extends Error {
  readonly code = 'MF4054';
  readonly advice =
    'Create the bucket, or correct METAFLOW_DATASTORE_SYSROOT_S3. For a store that is not AWS, METAFLOW_S3_ENDPOINT_URL says where it is.';

  constructor(readonly url: string) {
    super(`There is no bucket for ${url}`);
    this.name = 'S3BucketMissingError';
  }
}

/** There are no credentials, or S3 does not accept them. */
export class S3CredentialsError extends Error {
  readonly code = 'MF4055';
  readonly advice =
    'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role gives them (see docs/datastore.md). Temporary ones expire.';

  constructor(
    readonly url: string,
    reason: string,
  ) {
    super(`There are no valid credentials for ${url}: ${reason}`);
    this.name = 'S3CredentialsError';
  }
}

/** The credentials are good, but do not permit this. */
export class S3AccessDeniedError extends Error {
  readonly code = 'MF4056';
  readonly advice =
    'The role or user needs s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload on the objects and s3:ListBucket on the bucket.';

  constructor(
    readonly url: string,
    action: string,
  ) {
    super(`Access is denied: cannot ${action} ${url}`);
    this.name = 'S3AccessDeniedError';
  }
}

/** Nobody answers where S3 should be. */
export class S3UnreachableError extends Error {
  readonly code = 'MF4057';
  readonly advice = 'Check the network, METAFLOW_S3_ENDPOINT_URL where it is set, and the region (AWS_REGION).';

  constructor(
    readonly url: string,
    endpoint: string | undefined,
    reason: string,
  ) {
    super(`S3${endpoint === undefined ? '' : ` at ${endpoint}`} cannot be reached for ${url}: ${reason}`);
    this.name = 'S3UnreachableError';
  }
}

/** S3 refuses or fails, also after all retries. */
export class S3RequestError extends Error {
  readonly code = 'MF4058';
  readonly advice =
    'Where it says SlowDown or 5xx, S3 was busy: try again, or raise METAFLOW_S3_RETRY_COUNT. Otherwise see what S3 says.';

  constructor(
    readonly url: string,
    action: string,
    reason: string,
  ) {
    super(`Cannot ${action} ${url}: ${reason}`);
    this.name = 'S3RequestError';
  }
}

/** A setting of S3 is not what it should be. */
export class S3SettingError extends Error {
  readonly code = 'MF4059';
  readonly advice: string;

  constructor(variable: string, value: string, expected: string) {
    super(`${variable} is ${JSON.stringify(value)}`);
    this.name = 'S3SettingError';
    this.advice = `Set it to ${expected}.`;
  }
}
