import { explainFailure } from './explain-failure';

const url = 's3://bucket/F/1';

test.each([
  ['NoSuchBucket', 404, 'MF4054', 'There is no bucket for s3://bucket/F/1'],
  ['CredentialsProviderError', undefined, 'MF4055', 'no valid credentials for s3://bucket/F/1: why'],
  ['ExpiredToken', 400, 'MF4055', 'no valid credentials'],
  ['InvalidAccessKeyId', 403, 'MF4055', 'no valid credentials'],
  ['AccessDenied', 403, 'MF4056', 'Access is denied: cannot read s3://bucket/F/1'],
  ['403', 403, 'MF4056', 'Access is denied'],
  ['ECONNREFUSED', undefined, 'MF4057', 'S3 at http://here cannot be reached for s3://bucket/F/1: why'],
  ['SlowDown', 503, 'MF4058', 'Cannot read s3://bucket/F/1: SlowDown (503): why'],
  ['Error', undefined, 'MF4058', 'Cannot read s3://bucket/F/1: Error: why'],
])('%s (%s) is %s', (name, status, code, message) => {
  expect(explainFailure('get', url, 'http://here', { name, message: 'why', status })).toMatchObject({
    code,
    message: expect.stringContaining(message),
    advice: expect.stringMatching(/\w/),
  });
});
