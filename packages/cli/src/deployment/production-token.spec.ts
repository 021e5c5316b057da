import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIo } from '../command-io';
import { TokenStoreError } from './token-store';
import {
  checkMayChange,
  IncorrectProductionTokenError,
  InvalidProductionTokenError,
  NoNextTokenError,
  productionToken,
  ProjectTokenError,
  type TokenOptions,
} from './production-token';
import { TokenCacheError } from './token-cache';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-token-'));
});
afterEach(() => rm(folder, { recursive: true }));

const project = {
  ...{ name: 'myproj', branch: 'test.feat1', flowName: 'myproj.test.feat1.HelloFlow' },
  ...{ isUserBranch: false, isProduction: false },
};

const ioOf = (user: string) => ({
  ...processIo(),
  env: {
    METAFLOW_USER: user,
    METAFLOW_DATASTORE_SYSROOT_LOCAL: folder,
    METAFLOW_TOKEN_HOME: join(folder, 'home', user),
  },
});

/** Deploys as a user, and gives the token of the deployment. */
async function deploy(user: string, options: TokenOptions = {}, isOfProject = false): Promise<string> {
  const flow = { flow: 'HelloFlow', dagId: isOfProject ? project.flowName : 'HelloFlow' };
  const token = await productionToken({ ...flow, project: isOfProject ? project : undefined }, options, ioOf(user));
  await token.save();
  return token.token;
}

const stored = async (path: string) => JSON.parse(await readFile(join(folder, path), 'utf8')) as unknown;

it('the first is that of the name, written down where Metaflow looks for it, and stays', async () => {
  expect([await deploy('ana'), await deploy('ana')]).toEqual(['helloflow-0-apnt', 'helloflow-0-apnt']);
  expect(await stored('.metaflow/mf.airflow/HelloFlow')).toEqual({
    production_token: 'helloflow-0-apnt',
    owner: 'ana',
  });
  expect(await stored('home/ana/helloflow')).toEqual({ production_token: 'helloflow-0-apnt' });
  expect(await deploy('ana', {}, true)).toBe('mfprj-hchqytj4mcdrr32t-0-' + (await deploy('ana', {}, true)).slice(-4));
});

it('somebody else needs it, once', async () => {
  const token = await deploy('ana');
  await expect(deploy('ben')).rejects.toThrow(IncorrectProductionTokenError);
  await expect(deploy('ben', { authorize: 'helloflow-1-ngpj' })).rejects.toThrow('not that of this deployment');
  expect(await deploy('ben', { authorize: `production:${token}` })).toBe(token);
  expect(await deploy('ben')).toBe(token);
});

it.each([
  ['HelloFlow', false],
  [project.flowName, true],
])('to change what is there as %s takes the same', async (dagId, isOfProject) => {
  await checkMayChange(dagId, undefined, ioOf('ben'));
  const token = await deploy('ana', {}, isOfProject);
  await checkMayChange(dagId, undefined, ioOf('ana'));
  await expect(checkMayChange(dagId, undefined, ioOf('ben'))).rejects.toThrow(`${dagId} was deployed by ana`);
  await expect(checkMayChange(dagId, 'other', ioOf('ben'))).rejects.toThrow(IncorrectProductionTokenError);
  await checkMayChange(dagId, `production:${token}`, ioOf('ben'));
  await checkMayChange(dagId, undefined, ioOf('ben'));
  expect(await deploy('ben', {}, isOfProject)).toBe(token);
});

it('nobody owns what somebody without a name has deployed, but its token opens it', async () => {
  const token = await deploy('root');
  expect(await stored('.metaflow/mf.airflow/HelloFlow')).toEqual({ production_token: token, owner: null });
  expect(await deploy('root')).toBe(token);
  await expect(deploy('ana')).rejects.toThrow('deployed by a user without a name');
});

it('a new namespace stays the one of the deployment', async () => {
  await deploy('ana');
  expect(await deploy('ana', { generateNewToken: true })).toBe('helloflow-1-ngpj');
  expect(await deploy('ana')).toBe('helloflow-1-ngpj');
  expect(await deploy('ana', { newToken: 'production:ours' })).toBe('ours');
  expect(await deploy('ana')).toBe('ours');
  await expect(deploy('ana', { generateNewToken: true })).rejects.toThrow(NoNextTokenError);
  await expect(deploy('ana', { newToken: '{{ x }}' })).rejects.toThrow(InvalidProductionTokenError);
  await expect(deploy('ana', { newToken: 'ours' }, true)).rejects.toThrow(ProjectTokenError);
});

it('says what cannot be read or written', async () => {
  await mkdir(join(folder, '.metaflow', 'mf.airflow'), { recursive: true });
  await writeFile(join(folder, '.metaflow', 'mf.airflow', 'HelloFlow'), '{}');
  await expect(deploy('ana')).rejects.toThrow(TokenStoreError);
  await rm(join(folder, '.metaflow'), { recursive: true });
  await writeFile(join(folder, '.metaflow'), 'a file');
  await expect(deploy('ana')).rejects.toThrow(TokenStoreError);
  await rm(join(folder, '.metaflow'));
  await mkdir(join(folder, 'home'));
  await writeFile(join(folder, 'home', 'ana'), 'a file');
  await expect(deploy('ana')).rejects.toThrow(TokenCacheError);
});
