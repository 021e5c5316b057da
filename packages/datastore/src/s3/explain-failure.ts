import {
  S3AccessDeniedError,
  S3BucketMissingError,
  S3CredentialsError,
  S3RequestError,
  S3UnreachableError,
} from './errors';
import type { S3Failure, S3Operation } from './s3-protocol';

const badCredentials = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
  'InvalidToken',
  'SignatureDoesNotMatch',
  'RequestExpired',
]);

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'EPROTO',
]);

const actions: Readonly<Record<S3Operation, string>> = {
  get: 'read',
  getUnpacking: 'read',
  size: 'look at',
  list: 'list',
  put: 'write',
  remove: 'remove',
  beginUpload: 'write',
  sendPart: 'write',
  endUpload: 'write',
  abandonUpload: 'write',
};

/**
 * The error that tells a user what a failure means.
 * @param url what it was about, `s3://bucket/key`
 * @param endpoint where S3 is, when it is not AWS
 */
export function explainFailure(
  operation: S3Operation,
  url: string,
  endpoint: string | undefined,
  { name, message, status }: S3Failure,
): Error {
  const action = actions[operation];
  if (name === 'NoSuchBucket') return new S3BucketMissingError(url);
  if (badCredentials.has(name)) return new S3CredentialsError(url, message);
  if (name === 'AccessDenied' || status === 403) return new S3AccessDeniedError(url, action);
  if (unreachable.has(name)) return new S3UnreachableError(url, endpoint, message || name);
  return new S3RequestError(url, action, `${name}${status === undefined ? '' : ` (${status})`}: ${message}`);
}
