import { writeLayer } from '../layer/write-layer';
import { imageOf, indexOf } from './image-documents';

const layer = (path: string) => writeLayer([{ path, content: Buffer.from(path) }], `made ${path}`);

test('an image on another one has its layers, its history and its settings, but for those that it sets itself', async () => {
  const below = imageOf('arm64', undefined, [await layer('a')], { Env: ['A=1'], User: '1', Cmd: ['x'] });
  const image = imageOf('arm64', below, [await layer('b')], { User: '2', Cmd: null });
  expect(image.config).toEqual({
    created: '1970-01-01T00:00:00Z',
    architecture: 'arm64',
    os: 'linux',
    config: { Env: ['A=1'], User: '2', Cmd: null },
    rootfs: { type: 'layers', diff_ids: image.layers.map(({ diffId }) => diffId) },
    history: ['a', 'b'].map((path) => ({ created: '1970-01-01T00:00:00Z', created_by: `made ${path}` })),
  });
  expect(image.layers).toHaveLength(2);
  expect(JSON.parse(Buffer.from(await image.manifest.read(0, image.manifest.size)).toString())).toMatchObject({
    config: { digest: image.configBlob.digest, size: image.configBlob.size },
    layers: image.layers.map(({ blob: { digest, size } }) => ({ digest, size })),
  });
});

test('an index names an image for each architecture', async () => {
  const images = (['amd64', 'arm64'] as const).map((architecture) => imageOf(architecture, undefined, [], {}));
  const index = indexOf(images);
  expect(JSON.parse(Buffer.from(await index.read(0, index.size)).toString())).toMatchObject({
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: images.map(({ architecture, manifest }) => ({
      digest: manifest.digest,
      platform: { architecture, os: 'linux' },
    })),
  });
});
