import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { imageJson, mfImage } from '../image/mf-image';
import { root } from '../s3/s3-server';
import { docker } from './docker-daemon';

const flow = resolve(__dirname, '../../apps/parameter-flow/src/parameter.flow.ts');
let folder: string;
let reference: string;
let digest: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-images-'));
  const repository = `${process.env['MF_E2E_REGISTRY']}/images`;
  const words = [flow, '--push', repository, '--format', 'docker', '--output', folder];
  expect(await mfImage(words, { cwd: folder })).toMatchObject({ code: 0 });
  ({ digest, reference = '' } = await imageJson(folder));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the first step in a container that may write nowhere but in a memory of its own, as a user whom no image knows. */
function start(image: string, run: string): Promise<string> {
  const variables = {
    METAFLOW_DEFAULT_DATASTORE: 's3',
    METAFLOW_DATASTORE_SYSROOT_S3: root,
    METAFLOW_S3_ENDPOINT_URL: process.env['METAFLOW_S3_ENDPOINT_URL'],
    AWS_ACCESS_KEY_ID: process.env['AWS_ACCESS_KEY_ID'],
    AWS_SECRET_ACCESS_KEY: process.env['AWS_SECRET_ACCESS_KEY'],
    METAFLOW_USER: 'ana',
  };
  return docker([
    ...[
      'run',
      '--rm',
      '--read-only',
      '--tmpfs',
      '/tmp',
      '--user',
      '4711:4711',
      '--cap-drop',
      'ALL',
      '--network',
      'host',
    ],
    ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...[image, 'step', 'start', '--run-id', run, '--attempt', '0'],
  ]);
}

const platformOf = async (image: string): Promise<string> =>
  (await docker(['image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', image])).trim();

const own = `linux/${process.arch === 'arm64' ? 'arm64' : 'amd64'}`;

test('an archive is loaded, and what was loaded runs as anybody on a read-only file system', async () => {
  const said = await docker(['load', '--input', join(folder, 'docker.tar')]);
  const [, name = ''] = /Loaded image: (\S+)/.exec(said) ?? [];
  expect(name).toMatch(/parameter-flow/);
  expect(await platformOf(name)).toBe(own);
  expect(await start(name, 'loaded-1')).toContain('alpha is');
});

test('of an image for several machines, each gets its own by the one digest', async () => {
  await docker(['pull', '--quiet', reference]);
  expect(await platformOf(reference)).toBe(own);
  expect(await docker(['image', 'inspect', '--format', '{{json .RepoDigests}}', reference])).toContain(digest);
  expect(await start(reference, 'pulled-1')).toContain('alpha is');
  // Docker keeps one image by a digest.
  await docker(['image', 'rm', reference]);
  const other = own === 'linux/amd64' ? 'linux/arm64' : 'linux/amd64';
  await docker(['pull', '--quiet', '--platform', other, reference]);
  expect(await platformOf(reference)).toBe(other);
});
