import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeTar } from '../layer/write-layer';
import { installedEntries } from './install-dependencies';
import { pruneLockfile } from './prune-lockfile';

let workspace: string;
let registry: Server;
let host: string;
let archive: Buffer;

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'mf workspace-'));
  // A content that no earlier test has left in npm's cache.
  const sum = `module.exports = '${randomUUID()}';`;
  const files = { 'package.json': '{"name":"@team/sum","version":"1.0.0"}', 'sum.js': sum };
  archive = gzipSync(
    await writeTar(
      Object.entries(files).map(([path, text]) => ({ path: `package/${path}`, content: Buffer.from(text) })),
    ),
  );
  registry = createServer(({ headers }, answer) => {
    if (headers.authorization === 'Bearer of the team') answer.end(archive);
    else answer.writeHead(401).end();
  }).listen(0, '127.0.0.1');
  await once(registry, 'listening');
  host = `127.0.0.1:${(registry.address() as AddressInfo).port}`;
});
afterAll(async () => {
  registry.closeAllConnections();
  registry.close();
  await rm(workspace, { recursive: true, force: true });
});

const lockfile = () => {
  const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  const locked = { version: '1.0.0', resolved: `http://${host}/@team/sum/-/sum-1.0.0.tgz`, integrity };
  return pruneLockfile({ lockfileVersion: 3, packages: { 'node_modules/@team/sum': locked } }, ['@team/sum']);
};
const install = async () =>
  (await installedEntries(lockfile(), 'arm64', 'mf', workspace)).map(({ path }) => path).sort();

test('a package is not to be had from a registry that nothing opens', async () => {
  await expect(install()).rejects.toMatchObject({ code: 'MF8005' });
});

test('the settings of the workspace open its registry', async () => {
  await writeFile(join(workspace, '.npmrc'), `//${host}/:_authToken=of the team\n`);
  expect(await install()).toEqual(['mf/node_modules/@team/sum/package.json', 'mf/node_modules/@team/sum/sum.js']);
});
