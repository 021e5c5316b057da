import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { imageJson, mfImage } from './mf-image';

const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-dependencies-'));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'nx.json'), '{}');
  await writeFile(join(folder, 'package.json'), '{"name":"ws","private":true,"mf":{"external":["@node-rs/crc32"]}}');
  await writeFile(
    join(folder, 'src/crc.flow.ts'),
    `import { crc32 } from '@node-rs/crc32';
import { FlowSpec, step } from '@mf/flow';
export class CrcFlow extends FlowSpec {
  @step start() { console.log(crc32('hello')); this.next(this.end); }
  @step end() {}
}
`,
  );
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '@node-rs/crc32@1.10.6'], {
    cwd: folder,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Paths of all files in the layers of the image for a platform. */
async function filesFor(platform: string): Promise<string[]> {
  const oci = join(folder, 'out/oci/blobs/sha256');
  const blob = async (digest: string) => JSON.parse(await readFile(join(oci, digest.slice(7)), 'utf8')) as never;
  const { platforms } = await imageJson(join(folder, 'out'));
  const { layers } = (await blob(platforms[platform]!)) as { layers: { digest: string }[] };
  const lists = layers.map(({ digest }) => run('tar', ['-tzf', join(oci, digest.slice(7))]));
  return (await Promise.all(lists)).flatMap(({ stdout }) => stdout.trim().split('\n'));
}

test('a native module comes along for each platform, and only for that', async () => {
  expect(await mfImage(['src/crc.flow.ts', '--output', 'out'], { cwd: folder })).toMatchObject({ code: 0 });
  for (const [platform, name] of [
    ['linux/amd64', 'linux-x64-gnu'],
    ['linux/arm64', 'linux-arm64-gnu'],
  ] as const) {
    const native = (await filesFor(platform)).filter((path) => path.endsWith('.node'));
    expect(native).toEqual([`mf/node_modules/@node-rs/crc32-${name}/crc32.${name}.node`]);
  }
});

test('docker build gets the lockfile of what it has to install', async () => {
  const words = ['src/crc.flow.ts', '--output', 'out', '--format', 'dockerfile'];
  expect(await mfImage(words, { cwd: folder })).toMatchObject({ code: 0 });
  expect(await readFile(join(folder, 'out/context/Dockerfile'), 'utf8')).toContain('npm ci');
  await run('npm', ['ci', '--omit=dev', '--ignore-scripts'], { cwd: join(folder, 'out/context/dependencies') });
  expect(await readdir(join(folder, 'out/context/dependencies/node_modules/@node-rs'))).toContain('crc32');
});

test('a package that is not in the lockfile is refused', async () => {
  await writeFile(join(folder, 'package-lock.json'), '{"lockfileVersion":3,"packages":{}}');
  expect(await mfImage(['src/crc.flow.ts', '--output', 'out'], { cwd: folder })).toMatchObject({
    code: 1,
    output: expect.stringContaining('MF8004'),
  });
});
