import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStorage } from '@mf/datastore';
import type { OutputFile } from '../snapshot/write-files';
import { removeDeployed, writeDeployed } from './deployed-files';

let folder: string;
let storage: LocalStorage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-deployed-'));
  storage = new LocalStorage(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const code = (version: string) => `PlainFlow-${version.repeat(16)}.mjs`;

/** The files of a deployment of PlainFlow, with the code of a version. */
function deployment(dagId: string, version: string): OutputFile[] {
  const files = Object.fromEntries(['part.cjs', code(version), `${dagId}.py`].map((path) => [path, 'digest']));
  return [
    { path: 'part.cjs', text: 'part' },
    { path: code(version), text: version },
    { path: `${dagId}.py`, text: `dag ${version}` },
    { path: `${dagId}.manifest.json`, text: JSON.stringify({ manifestVersion: 1, flow: 'PlainFlow', files }) },
  ];
}

it('what is written again is not written', async () => {
  expect(await writeDeployed(storage, deployment('prod', 'a'))).toBe(true);
  expect(await writeDeployed(storage, deployment('prod', 'a'))).toBe(false);
  expect(await writeDeployed(storage, deployment('prod', 'b'))).toBe(true);
});

it('a deployment leaves the code that others use, and that they have used; the last one takes all with it', async () => {
  await writeDeployed(storage, deployment('prod', 'a'));
  await writeDeployed(storage, deployment('prod', 'b'));
  await writeDeployed(storage, deployment('trial', 'b'));
  await storage.write('of-somebody-else.py', 'dag');
  expect(await removeDeployed(storage, 'prod')).toEqual(['prod.py', 'prod.manifest.json']);
  expect((await readdir(folder)).sort()).toEqual([
    ...[code('a'), code('b'), 'of-somebody-else.py', 'part.cjs', 'trial.manifest.json', 'trial.py'],
  ]);
  expect(await removeDeployed(storage, 'prod')).toEqual([]);
  await removeDeployed(storage, 'trial');
  expect(await readdir(folder)).toEqual(['of-somebody-else.py']);
});

it('files of others that are called like manifests are left alone', async () => {
  await writeDeployed(storage, deployment('prod', 'a'));
  const others = {
    'dbt.manifest.json': '{"nodes":{}}',
    'list.manifest.json': 'null',
    'text.manifest.json': 'version 1',
  };
  for (const [name, text] of Object.entries(others)) await storage.write(name, text);
  expect(await removeDeployed(storage, 'prod')).toContain('prod.py');
  expect((await readdir(folder)).sort()).toEqual(Object.keys(others).sort());
});
