import { S3SettingError } from './errors';

/** How S3 is spoken to. Credentials are not among it: the SDK finds them. */
export interface S3Settings {
  /** URL of a store that is not AWS. */
  readonly endpoint: string | undefined;
  /** Undefined: what the AWS profile says, else us-east-1. */
  readonly region: string | undefined;
  /** What S3 encrypts new objects with: `AES256`, `aws:kms`. */
  readonly encryption: string | undefined;
  /** How often a request is tried again that failed for a reason that may pass. */
  readonly retries: number;
}

/** Metaflow's number of retries. */
const defaultRetries = 7;

/**
 * Reads Metaflow's variables, and those of AWS where the SDK for JavaScript reads fewer than the one for Python.
 * @throws S3SettingError
 */
export function s3Settings(env: NodeJS.ProcessEnv): S3Settings {
  return {
    endpoint: endpointOf(env['METAFLOW_S3_ENDPOINT_URL']),
    region: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined,
    encryption: env['METAFLOW_S3_SERVER_SIDE_ENCRYPTION'] || undefined,
    retries: retriesOf(env['METAFLOW_S3_RETRY_COUNT']),
  };
}

function endpointOf(text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new S3SettingError('METAFLOW_S3_ENDPOINT_URL', text, 'a URL, e.g. http://127.0.0.1:9000');
  }
  return text;
}

function retriesOf(text: string | undefined): number {
  if (!text) return defaultRetries;
  if (!/^\d{1,3}$/.test(text)) throw new S3SettingError('METAFLOW_S3_RETRY_COUNT', text, 'a number from 0');
  return Number(text);
}
