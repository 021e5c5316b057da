import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BlobStore, buildImage } from '@mf/image';
import { mfCommand, workspaceRoot } from '../mf-command';
import { imageJson, mfImage } from './mf-image';

const run = promisify(execFile);
const images = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mf-nx', 'images');

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'mf-digest-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A workspace with a flow that imports something. */
async function workspace(path: string): Promise<string> {
  await mkdir(join(path, 'libs'), { recursive: true });
  await writeFile(join(path, 'nx.json'), '{}');
  await writeFile(join(path, 'libs', 'lib.ts'), 'export const answer = "ü";\n');
  await cp(join(workspaceRoot, 'apps/movie-stats-flow/src'), join(path, 'src'), { recursive: true });
  const flow = join(path, 'src', 'x.flow.ts');
  const text = `import { FlowSpec, step } from '@mf/flow';
import { answer } from '../libs/lib';
export class SameFlow extends FlowSpec {
  @step start() { console.log(answer); this.next(this.end); }
  @step end() {}
}
`;
  await writeFile(flow, text);
  return flow;
}

test('a flow is the same image for another user, in another folder, time zone, language and mask, on another day', async () => {
  const here = await workspace(join(folder, 'here'));
  expect(await mfImage([here, '--output', join(folder, 'out')], { cwd: folder })).toMatchObject({ code: 0 });

  const there = await workspace(join(folder, 'a longer path', 'there'));
  for (const file of [there, join(there, '../../libs/lib.ts')]) await utimes(file, 1, 1);
  const cache = join(folder, 'cache');
  await cp(images, join(cache, 'mf-nx', 'images'), { recursive: true });
  // Only root can be somebody else.
  const other = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (process.getuid?.() === 0) await run('chown', ['-R', '65534:65534', folder]);
  const words = [there, '--output', join(folder, 'other')];
  const mf = [...mfCommand, 'image', ...words];
  const child = spawn('sh', ['-c', 'umask 077; exec "$0" "$@"', ...mf], {
    ...other,
    cwd: join(folder, 'a longer path'),
    env: {
      PATH: process.env['PATH'],
      XDG_CACHE_HOME: cache,
      HOME: folder,
      TZ: 'Asia/Kolkata',
      LC_ALL: 'tr_TR.UTF-8',
      METAFLOW_USER: 'somebody',
      SOURCE_DATE_EPOCH: '1700000000',
    },
    stdio: 'inherit',
  });
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(await imageJson(join(folder, 'other'))).toEqual(await imageJson(join(folder, 'out')));
});

// Fetches and compresses 240 MB.
test('the base is made of pinned content, and is the same whenever it is made', async () => {
  const store = new BlobStore(join(folder, 'store'));
  const { images: made } = await buildImage({ layers: [], command: [] }, { store, registry: { env: process.env } });
  expect(Object.fromEntries(made.map(({ architecture, layers }) => [architecture, layers[0]!.blob.digest]))).toEqual({
    amd64: 'sha256:4bc420c5fb2eb1f65217eb335a049980f3feeb31eaa875ec86741fda4520b068',
    arm64: 'sha256:e4cf7e92bc3dbedbf278add88ebee75b1c80857f1094b7dcd2aa5d6718939d91',
  });
}, 600_000);

describe('the files', () => {
  test('of docker load hold the image of this machine, of docker build what makes it', async () => {
    const flow = await workspace(join(folder, 'here'));
    const out = join(folder, 'out');
    const formats = ['oci', 'docker', 'dockerfile'].flatMap((format) => ['--format', format]);
    expect(await mfImage([flow, '--output', out, ...formats], { cwd: folder })).toMatchObject({ code: 0 });
    const { platforms, digest, tag } = await imageJson(out);
    await mkdir(join(folder, 'x'));
    await run('tar', ['-xf', join(out, 'docker.tar'), '-C', join(folder, 'x')]);
    const json = async (path: string) => JSON.parse(await readFile(path, 'utf8')) as never;
    const platform = `linux/${process.arch === 'arm64' ? 'arm64' : 'amd64'}`;
    expect(await json(join(folder, 'x', 'index.json'))).toMatchObject({ manifests: [{ digest: platforms[platform] }] });
    const [entry] = (await json(join(folder, 'x', 'manifest.json'))) as [{ Layers: string[]; RepoTags: string[] }];
    expect(entry.RepoTags).toEqual([`same-flow:${tag.slice(-16)}`]);
    for (const layer of entry.Layers) {
      const { stdout } = await run('sha256sum', [join(folder, 'x', layer)]);
      expect(`blobs/sha256/${stdout.slice(0, 64)}`).toBe(layer);
    }
    expect(await json(join(out, 'oci', 'index.json'))).toMatchObject({ manifests: [{ digest }] });
    const dockerfile = await readFile(join(out, 'context', 'Dockerfile'), 'utf8');
    expect(dockerfile).toMatch(
      /^ARG BASE=.*\nFROM \$\{BASE\}\n(COPY \d+\/ \/\n)+USER 65532:65532\nENTRYPOINT \["node",.*\]\n$/,
    );
  });
});
