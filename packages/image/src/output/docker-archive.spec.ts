import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuiltImage } from '../build-image';
import { readTar } from '../layer/read-tar';
import { writeLayer } from '../layer/write-layer';
import { imageOf } from '../manifest/image-documents';
import { writeDockerArchive } from './docker-archive';

let folder: string;
let image: BuiltImage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf archive-'));
  const layer = await writeLayer([{ path: 'app/main.js', content: Buffer.from('console.log(1)') }], 'test');
  const one = imageOf('amd64', undefined, [layer], {});
  image = { images: [one], top: one.manifest, digest: one.manifest.digest };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('has the blobs, and the lists of docker and of OCI behind them', async () => {
  const file = join(folder, 'out', 'docker.tar');
  await writeDockerArchive(image, 'amd64', file, 'train-flow:1');
  const entries = await readTar(await readFile(file), () => true);
  const [one] = image.images;
  const blobs = [one!.layers[0]!.blob, one!.configBlob, one!.manifest].map(({ digest }) => digest.replace(':', '/'));
  expect(entries.map(({ path }) => path)).toEqual([
    ...blobs.map((path) => `blobs/${path}`),
    ...['oci-layout', 'index.json', 'manifest.json'],
  ]);
  expect(JSON.parse(entries.at(-1)!.content.toString())).toEqual([
    { Config: `blobs/${blobs[1]}`, RepoTags: ['train-flow:1'], Layers: [`blobs/${blobs[0]}`] },
  ]);
  expect(await readdir(join(folder, 'out'))).toEqual(['docker.tar']);
});

test('that cannot be written is an error, and leaves nothing', async () => {
  const file = join(folder, 'docker.tar');
  await mkdir(join(file, 'in the way'), { recursive: true });
  await expect(writeDockerArchive(image, 'amd64', file, 'train-flow:1')).rejects.toMatchObject({ code: 'MF8003' });
  expect(await readdir(folder)).toEqual(['docker.tar']);
});

test('whose temporary file cannot be opened is an error, too', async () => {
  const file = join(folder, 'docker.tar');
  await mkdir(`${file}.${process.pid}.tmp`);
  await expect(writeDockerArchive(image, 'amd64', file, 'train-flow:1')).rejects.toMatchObject({ code: 'MF8003' });
});

test('whose content cannot be had is an error, and leaves nothing', async () => {
  const [one] = image.images;
  const away = { ...one!.configBlob, read: () => Promise.reject(new Error('the registry is away')) };
  const broken: BuiltImage = { ...image, images: [{ ...one!, configBlob: away }] };
  const file = join(folder, 'docker.tar');
  await expect(writeDockerArchive(broken, 'amd64', file, 'train-flow:1')).rejects.toThrow('the registry is away');
  expect(await readdir(folder)).toEqual([]);
});
