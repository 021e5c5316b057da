import { DagPlaceMissingError, openDagPlace, UnknownDagPlaceError } from './open-dag-place';

const io = { cwd: '/', env: {}, stdout: process.stdout, stderr: process.stderr };

it('is a folder, a bucket, a checkout or a repository, and nothing else', () => {
  const settings = { ...io, env: { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'us-east-1' } };
  expect(openDagPlace('dags', io).isDirect).toBe(true);
  expect(openDagPlace('s3://bucket/dags/', settings).isDirect).toBe(false);
  expect(openDagPlace('git:checkout/dags', io).isDirect).toBe(false);
  expect(openDagPlace('git:https://ada:secret@example.com/dags.git#main:dags', io).name).toBe(
    'git:https://example.com/dags.git#main:dags',
  );
  expect(() => openDagPlace('git:https://example.com/dags.git#main:../x', io)).toThrow(UnknownDagPlaceError);
  for (const place of ['abfs://bucket/dags', 's3:/bucket/dags', 's3:bucket', 'airflow.example.com:/opt/airflow/dags'])
    expect(() => openDagPlace(place, io)).toThrow(UnknownDagPlaceError);
  expect(openDagPlace('C:\\airflow\\dags', io).isDirect).toBe(true);
  expect(() => openDagPlace(undefined, io)).toThrow(DagPlaceMissingError);
});
