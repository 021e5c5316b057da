import { s3Settings } from './s3-settings';

test('without any variable, AWS itself and seven retries', () => {
  expect(s3Settings({})).toEqual({ endpoint: undefined, region: undefined, encryption: undefined, retries: 7 });
});

test('takes what is set', () => {
  expect(
    s3Settings({
      METAFLOW_S3_ENDPOINT_URL: 'http://127.0.0.1:9000',
      METAFLOW_S3_SERVER_SIDE_ENCRYPTION: 'aws:kms',
      METAFLOW_S3_RETRY_COUNT: '0',
      AWS_DEFAULT_REGION: 'eu-west-1',
    }),
  ).toEqual({ endpoint: 'http://127.0.0.1:9000', region: 'eu-west-1', encryption: 'aws:kms', retries: 0 });
});

test.each([
  ['METAFLOW_S3_ENDPOINT_URL', 'localhost:9000'],
  ['METAFLOW_S3_ENDPOINT_URL', 'minio'],
  ['METAFLOW_S3_RETRY_COUNT', 'often'],
  ['METAFLOW_S3_RETRY_COUNT', '-1'],
])('%s=%s is refused', (variable, value) => {
  expect(() => s3Settings({ [variable]: value })).toThrow(
    expect.objectContaining({ code: 'MF4059', message: `${variable} is "${value}"` }),
  );
});
