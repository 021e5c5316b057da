import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SharedDatastore } from './metaflow';

const flowFile = 'e2e/metaflow-client/flows/single-step.flow.ts';

let folder: string;
let store: SharedDatastore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-e2e-settings-'));
  await mkdir(join(folder, 'home'));
  await mkdir(join(folder, 'data'));
  const settings = { METAFLOW_DATASTORE_SYSROOT_LOCAL: join(folder, 'data'), METAFLOW_USER: 'ada' };
  await writeFile(join(folder, 'home', 'config_team.json'), JSON.stringify(settings));
  store = new SharedDatastore(folder, 'ada', { METAFLOW_PROFILE: 'team' });
  for (const name of Object.keys(settings)) delete store.env[name];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a profile of Metaflow's configuration decides for mf as for Metaflow: where data goes, and who it is", async () => {
  expect(await store.mf(['run', flowFile])).toMatchObject({ code: 0 });
  expect(await readdir(join(folder, 'data', '.metaflow'))).toContain('SingleStepFlow');
  const read = await store.read('SingleStepFlow');
  expect(read).toMatchObject({ successful: true, system_tags: expect.arrayContaining(['user:ada']) as string[] });
  expect((await store.mf(['list', flowFile])).stdout).toContain(read.id);
});

test("it decides for a scheduler's task, too", async () => {
  const output = join(folder, 'compiled');
  expect(await store.mf(['airflow', 'create', flowFile, '--compute', 'process', '--output', output])).toMatchObject({
    code: 0,
  });
  const bundle = join(
    output,
    (await readdir(output)).find((name) => name.endsWith('.mjs'))!,
  );
  const [step] = Object.keys((await store.read('SingleStepFlow')).tasks).map((path) => path.split('/')[0]!);
  const words = [bundle, 'step', step!, '--run-id', 'airflow-0123456789ab', '--attempt', '0'];
  execFileSync(process.execPath, words, { env: { ...store.env, METAFLOW_PARAMETERS: '{}' }, cwd: tmpdir() });
  expect(await store.read('SingleStepFlow', 'airflow-0123456789ab')).toMatchObject({ successful: true });
});
