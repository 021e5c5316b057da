import { freePort } from '@mf/tools-python';
import { S3Storage } from '@mf/datastore';
import { type FaultServer, startFaultServer } from '../fault-server';
import { root, type S3Server, s3Environment, startS3 } from './s3-server';

let server: S3Server;
let faulty: FaultServer;

beforeAll(async () => {
  server = await startS3();
  faulty = await startFaultServer(server.url);
});
afterAll(async () => {
  await faulty.stop();
  await server.stop();
});

/** A storage behind the faulty server. */
function storage(env: NodeJS.ProcessEnv = {}): S3Storage {
  return new S3Storage(root, { ...s3Environment(faulty.url), ...env });
}

const slowDown = { status: 503, code: 'SlowDown' };
const failed = (code: string, text: string) => ({
  code,
  message: expect.stringContaining(text),
  advice: expect.stringMatching(/\w/),
});

test('a busy S3 is asked again, seven times', async () => {
  faulty.requests.length = 0;
  faulty.faults.push(...Array<typeof slowDown>(7).fill(slowDown));
  await storage().write('F/x', 'stored in the end', { overwrite: true });
  expect(faulty.requests).toHaveLength(8);
  expect((await storage().read('F/x'))?.toString()).toBe('stored in the end');
});

test('or as often as METAFLOW_S3_RETRY_COUNT says, and then it is an error', async () => {
  faulty.requests.length = 0;
  faulty.faults.push(slowDown, { status: 500, code: 'InternalError' });
  await expect(storage({ METAFLOW_S3_RETRY_COUNT: '1' }).write('F/x', 'x', { overwrite: true })).rejects.toMatchObject(
    failed('MF4058', 'Cannot write s3://flows/team/metaflow/F/x: InternalError (500): made up'),
  );
  expect(faulty.requests).toHaveLength(2);
});

test('an answer that breaks off is asked for again', async () => {
  const bytes = Buffer.alloc(3_000_000, 'some content');
  await storage().write('F/long', bytes);
  faulty.faults.push('cut', 'cut');
  expect((await storage().read('F/long'))?.equals(bytes)).toBe(true);
  expect(faulty.faults).toEqual([]);
});

test('when access is denied, what was not allowed is said', async () => {
  const denied = { status: 403, code: 'AccessDenied' };
  faulty.faults.push(denied, denied);
  await expect(storage().read('F/x')).rejects.toMatchObject(failed('MF4056', 'cannot read s3://flows/team'));
  await expect(storage().list('F')).rejects.toMatchObject(failed('MF4056', 'cannot list s3://flows/team'));
});

test('a bucket that does not exist', async () => {
  const nowhere = new S3Storage('s3://nowhere/x', server.env);
  await expect(nowhere.write('F/x', 'x', { overwrite: true })).rejects.toMatchObject(
    failed('MF4054', 's3://nowhere/x/F/x'),
  );
  await expect(nowhere.read('F/x')).rejects.toMatchObject(failed('MF4054', 's3://nowhere/x/F/x'));
  await expect(nowhere.list('F')).rejects.toMatchObject(failed('MF4054', 's3://nowhere/x/F/'));
});

test('no credentials, and ones that have expired', async () => {
  const none = storage({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
  await expect(none.read('F/x')).rejects.toMatchObject(failed('MF4055', 'credentials'));
  faulty.faults.push({ status: 400, code: 'ExpiredToken' });
  await expect(storage().read('F/x')).rejects.toMatchObject(failed('MF4055', 'made up'));
});

test('nobody at the endpoint', async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const nobody = new S3Storage(root, { ...s3Environment(url), METAFLOW_S3_RETRY_COUNT: '1' });
  await expect(nobody.read('F/x')).rejects.toMatchObject(failed('MF4057', `S3 at ${url} cannot be reached`));
  expect(() => nobody.readSync('F/x')).toThrow(expect.objectContaining({ code: 'MF4057' }));
});
