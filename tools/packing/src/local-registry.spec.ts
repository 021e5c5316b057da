import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLocalRegistry } from './local-registry';

it('lets npm install a packed package by its name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mf-registry-'));
  const source = join(folder, 'source');
  const user = join(folder, 'user');
  const tarballs = join(folder, 'tarballs');
  for (const path of [source, user, tarballs]) mkdirSync(path);
  writeFileSync(join(source, 'package.json'), '{ "name": "@mf/sample", "version": "1.2.3" }');
  execFileSync('npm', ['pack', '--pack-destination', tarballs], { cwd: source, stdio: 'ignore' });

  const registry = await startLocalRegistry(tarballs);
  try {
    writeFileSync(join(user, '.npmrc'), `@mf:registry=${registry.url}\naudit=false\nfund=false\n`);
    await promisify(execFile)('npm', ['install', '@mf/sample'], { cwd: user });
    const installed = readFileSync(join(user, 'node_modules/@mf/sample/package.json'), 'utf8');
    expect(JSON.parse(installed)).toMatchObject({ version: '1.2.3' });
    expect((await fetch(`${registry.url}@mf%2fother`)).status).toBe(404);
  } finally {
    await registry.stop();
    rmSync(folder, { recursive: true });
  }
});
