import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobStore, buildImage, type BuiltImage, parseReference, pushImage, writeOciLayout } from '@mf/image';
import { type FaultServer, startFaultServer } from '../fault-server';
import { type Registry, startRegistry } from '@mf/tools-registry';

const store = new BlobStore(join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mf-nx', 'images'));

let registry: Registry;
let front: FaultServer;
let image: BuiltImage;

beforeAll(async () => {
  registry = await startRegistry();
  front = await startFaultServer(registry.url);
  image = await buildImage(
    {
      layers: [{ createdBy: 'test', entries: [{ path: 'app/main.js', content: Buffer.from('console.log(1)') }] }],
      command: ['/app/main.js'],
    },
    { architectures: ['amd64'], store, registry: { env: {} } },
  );
});
afterAll(async () => {
  await front.stop();
  await registry.stop();
});

const told: string[] = [];
const push = (name: string) =>
  pushImage(image, parseReference(`${new URL(front.url).host}/${name}`), 'tag', {
    env: {},
    retry: { firstWait: 1, onRetry: (why) => told.push(why) },
  });

/** What a repository has under the tag. */
async function digestIn(name: string): Promise<string | null> {
  const head = await fetch(`${registry.url}/v2/${name}/manifests/tag`, {
    method: 'HEAD',
    headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
  });
  return head.headers.get('docker-content-digest');
}

test.each([
  ['busy', { status: 503, code: 'busy' }, /answers .*503/],
  ['slow', { status: 429, code: 'slowly' }, /answers .*429/],
  ['broken', { status: 500, code: 'broken' }, /answers .*500/],
  ['cut', 'cut', /other side closed|terminated|socket/i],
] as const)('a registry that is %s at one request gets the image all the same', async (name, fault, why) => {
  front.requests.splice(0);
  await push(`${name}-never`);
  const total = front.requests.length;
  // One to look, three for each of three blobs and more for the large one, one for the manifest.
  expect(total).toBeGreaterThan(10);
  for (let at = 0; at < total; at++) {
    told.splice(0);
    front.faults.push(...Array.from({ length: at }, () => undefined), fault);
    const { digest, isNew } = await push(`${name}-${at}`);
    expect(isNew).toBe(true);
    expect(told).toEqual([expect.stringMatching(why)]);
    expect(await digestIn(`${name}-${at}`)).toBe(digest);
  }
});

test('a registry that does not know for a moment what it was given is told again', async () => {
  front.requests.splice(0);
  await push('known');
  const puts = front.requests.findIndex((request) => request.startsWith('PUT /v2/known/manifests/'));
  const fault = { status: 400, code: 'MANIFEST_BLOB_UNKNOWN' };
  told.splice(0);
  front.faults.push(...Array.from({ length: puts }, () => undefined), fault);
  const { digest } = await push('unknown');
  expect(told).toEqual([expect.stringMatching(/answers PUT manifests.* 400: .*MANIFEST_BLOB_UNKNOWN/)]);
  expect(await digestIn('unknown')).toBe(digest);

  front.faults.push(...Array.from({ length: puts }, () => undefined), { status: 400, code: 'MANIFEST_INVALID' });
  await expect(push('invalid')).rejects.toMatchObject({ code: 'MF8014' });
});

test('one that stays broken is given up, with what it said', async () => {
  front.faults.push(...Array.from({ length: 6 }, () => ({ status: 500, code: 'broken' })));
  await expect(push('never')).rejects.toMatchObject({ code: 'MF8014', message: expect.stringContaining('500') });
  expect(front.faults).toEqual([]);
});

test('one that is gone cannot be reached', async () => {
  const gone = await startRegistry();
  await gone.stop();
  const options = { env: {}, retry: { firstWait: 1 } };
  await expect(pushImage(image, parseReference(`${gone.host}/x`), 'tag', options)).rejects.toMatchObject({
    code: 'MF8011',
  });
});

/** Builds on an image of the registry, on a machine that has nothing of it. */
async function buildOn(reference: string, use: (built: BuiltImage, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mf-faults-'));
  try {
    const options = {
      base: `${new URL(front.url).host}/${reference}`,
      store: new BlobStore(join(folder, 'store')),
      registry: { env: {}, retry: { firstWait: 1, onRetry: (why: string) => told.push(why) } },
    };
    await use(await buildImage({ layers: [], command: ['/app/main.js'] }, options), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('a base is read to its end from a registry that breaks off in the middle of each answer', async () => {
  await push('base');
  told.splice(0);
  // The manifest, the configuration, the layer of Node, that of the test.
  front.faults.push('cut', undefined, 'cut', undefined, 'cut', undefined, 'cut');
  await buildOn('base:tag', async (built, folder) => {
    await writeOciLayout(built, join(folder, 'oci'), 'tag');
    const { layers } = built.images[0]!;
    expect(await readdir(join(folder, 'oci/blobs/sha256'))).toEqual(
      expect.arrayContaining(layers.map(({ blob }) => blob.digest.slice('sha256:'.length))),
    );
  });
  expect(front.faults).toEqual([]);
  expect(told).toHaveLength(4);
});

test.each([
  ['for no machine that is known', [{ architecture: 's390x', os: 'linux' }]],
  ['for no machine at all', []],
])('a base that is made %s is refused', async (_, platforms) => {
  const { digest } = await push('odd');
  const manifests = platforms.map((platform) => ({
    mediaType: image.top.mediaType,
    digest,
    size: image.top.size,
    platform,
  }));
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const put = await fetch(`${registry.url}/v2/odd/manifests/index`, {
    method: 'PUT',
    headers: { 'content-type': mediaType },
    body: JSON.stringify({ schemaVersion: 2, mediaType, manifests }),
  });
  expect(put.status).toBe(201);
  await expect(buildOn('odd:index', async () => {})).rejects.toMatchObject({ code: 'MF8018' });
});
