import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namespace, Run } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { SharedDatastore } from '../metaflow';

let store: SharedDatastore;

beforeAll(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-code-')), 'tester');
  namespace(null);
});
afterAll(() => rm(store.folder, { recursive: true, force: true }));

/** What Metaflow's client says of a code package. */
interface Code {
  readonly run: string;
  readonly path: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly script_name: string;
  readonly flowspec: string;
  readonly size: number;
  readonly files: readonly string[];
}

test('the code of a task is what Metaflow’s client says it is', async () => {
  const { code: exit, stdout, stderr } = await store.python([join(__dirname, 'packed_run.py')]);
  expect({ exit, stderr }).toMatchObject({ exit: 0 });
  const expected = JSON.parse(stdout) as Code;
  const run = new Run(`Packed/${expected.run}`, { datastore: localDatastore(join(store.folder, '.metaflow')) });
  const code = (await run.code)!;
  const tarball = await code.tarball;
  expect({
    run: run.id,
    path: code.path,
    info: await code.info,
    script_name: await code.scriptName,
    flowspec: await code.flowspec,
    size: tarball.length,
    files: [...(await code.files).keys()].sort(),
  }).toEqual(expected);
  expect(code.sha).toBe(createHash('sha1').update(tarball).digest('hex'));
  const task = (await run.step('end').task)!;
  expect(await task.environmentInfo).toEqual(expected.info);
  expect(await run.step('start').environmentInfo).toEqual(expected.info);
});
