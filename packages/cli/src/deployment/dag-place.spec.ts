import { DagPlaceMissingError, dagPlace, UnknownDagPlaceError } from './dag-place';

const io = { cwd: '/', env: {}, stdout: process.stdout, stderr: process.stderr };

it('is a folder, a bucket or a checkout, and nothing else', () => {
  const settings = { ...io, env: { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'us-east-1' } };
  expect(dagPlace('dags', io).isDirect).toBe(true);
  expect(dagPlace('s3://bucket/dags/', settings).isDirect).toBe(false);
  expect(dagPlace('git:checkout/dags', io).isDirect).toBe(false);
  expect(() => dagPlace('abfs://bucket/dags', io)).toThrow(UnknownDagPlaceError);
  expect(() => dagPlace(undefined, io)).toThrow(DagPlaceMissingError);
});
