import { defaultS3Root, parseS3Root, s3RootBeside } from './s3-place';

test.each([
  ['s3://bucket', 'bucket', ''],
  ['s3://bucket/', 'bucket', ''],
  ['s3://my.bucket-1/a/b/', 'my.bucket-1', 'a/b'],
])('%s', (root, bucket, prefix) => expect(parseS3Root(root)).toEqual({ bucket, prefix }));

test.each(['bucket/prefix', 's3:/bucket', 's3://', 's3:///prefix', 's3://b//c', 'S3://bucket', 's3://bu cket/x', ''])(
  '%j is no root',
  (root) => expect(() => parseS3Root(root)).toThrow(expect.objectContaining({ code: 'MF4053' })),
);

test('the environment gives the root of data, and that of included files', () => {
  const env = { METAFLOW_DATASTORE_SYSROOT_S3: 's3://bucket/flows/' };
  expect(defaultS3Root(env)).toBe('s3://bucket/flows');
  expect(s3RootBeside('s3://bucket/flows/', 'data', 'METAFLOW_DATATOOLS_S3ROOT', env)).toBe('s3://bucket/flows/data');
  const apart = { METAFLOW_DATATOOLS_S3ROOT: 's3://other/files/' };
  expect(s3RootBeside('s3://bucket/flows', 'data', 'METAFLOW_DATATOOLS_S3ROOT', apart)).toBe('s3://other/files');
});

test('a root that is missing or wrong is named by its variable', () => {
  expect(() => defaultS3Root({})).toThrow(expect.objectContaining({ code: 'MF4052' }));
  expect(() => defaultS3Root({ METAFLOW_DATASTORE_SYSROOT_S3: '/data' })).toThrow(
    'METAFLOW_DATASTORE_SYSROOT_S3 is "/data"',
  );
  expect(() =>
    s3RootBeside('s3://b1', 'data', 'METAFLOW_DATATOOLS_S3ROOT', { METAFLOW_DATATOOLS_S3ROOT: 'files' }),
  ).toThrow('METAFLOW_DATATOOLS_S3ROOT is "files"');
});
