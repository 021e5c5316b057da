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

const start = (version: string) => `PlainFlow-${version.repeat(16)}.cjs`;
const code = (version: string) => `PlainFlow-${version.repeat(16)}.mjs`;

/** The files of a deployment of PlainFlow, with the code of a version. */
function deployment(dagId: string, version: string): OutputFile[] {
  const paths = ['part.cjs', code(version), start(version), `${dagId}.py`];
  const files = Object.fromEntries(paths.map((path) => [path, 'digest']));
  return [
    { path: 'part.cjs', text: 'part' },
    { path: code(version), text: version },
    { path: start(version), text: version },
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
    ...[
      start('a'),
      code('a'),
      start('b'),
      code('b'),
      'of-somebody-else.py',
      'part.cjs',
      'trial.manifest.json',
      'trial.py',
    ],
  ]);
  expect(await removeDeployed(storage, 'prod')).toEqual([]);
  await removeDeployed(storage, 'trial');
  expect(await readdir(folder)).toEqual(['of-somebody-else.py']);
});

it('a runner stays for as long as older code of another flow loads it', async () => {
  const [first, part, second] = [
    'mf-runner-1111111111111111.cjs',
    'mf-s3-2222222222222222.cjs',
    'mf-runner-3333333333333333.cjs',
  ];
  const deployed = (flow: string, version: string, runner: string): OutputFile[] => {
    const code = `${flow}-${version.repeat(16)}.mjs`;
    const files = Object.fromEntries([part, runner, code, `${flow}.py`].map((path) => [path, 'digest']));
    return [
      { path: part, text: 'part' },
      { path: runner, text: `require("./${part}")` },
      { path: code, text: `require("./${runner}")` },
      { path: `${flow}.py`, text: 'dag' },
      { path: `${flow}.manifest.json`, text: JSON.stringify({ manifestVersion: 1, flow, files }) },
    ];
  };
  await writeDeployed(storage, deployed('AFlow', 'a', first));
  await writeDeployed(storage, deployed('BFlow', 'b', first));
  await writeDeployed(storage, deployed('BFlow', 'c', second));
  expect(await removeDeployed(storage, 'AFlow')).toEqual([
    ...['AFlow.py', 'AFlow.manifest.json', 'AFlow-aaaaaaaaaaaaaaaa.mjs'],
  ]);
  expect(await readdir(folder)).toEqual(expect.arrayContaining([first, part, 'BFlow-bbbbbbbbbbbbbbbb.mjs']));
  await removeDeployed(storage, 'BFlow');
  expect(await readdir(folder)).toEqual([]);
});

it('code comes back that a deployment of the same moment has taken for there', async () => {
  await writeDeployed(storage, deployment('prod', 'a'));
  const during = new (class extends LocalStorage {
    override async remove(path: string): Promise<void> {
      if (path === 'prod.py') await writeDeployed(storage, deployment('trial', 'a'));
      await super.remove(path);
    }
  })(folder);
  expect(await removeDeployed(during, 'prod')).toEqual(['prod.py', 'prod.manifest.json']);
  expect((await readdir(folder)).sort()).toEqual([
    start('a'),
    code('a'),
    'part.cjs',
    'trial.manifest.json',
    'trial.py',
  ]);
  expect((await storage.read(code('a')))?.toString()).toBe('a');
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
