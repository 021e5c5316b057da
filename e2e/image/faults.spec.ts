import { homedir } from 'node:os';
import { join } from 'node:path';
import { BlobStore, buildImage, type BuiltImage, parseReference, pushImage } from '@mf/image';
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
    const head = await fetch(`${registry.url}/v2/${name}-${at}/manifests/tag`, {
      method: 'HEAD',
      headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
    });
    expect(head.headers.get('docker-content-digest')).toBe(digest);
  }
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
