import { gunzipSync } from 'node:zlib';
import { readTar } from './read-tar';
import { writeLayer, writeTar } from './write-layer';

const file = (path: string, text: string) => ({ path, content: Buffer.from(text) });

test('the same files are the same bytes, in whatever order they come, and in every version of what we use', async () => {
  const entries = [
    file('app/b.txt', 'b'),
    { ...file('app/bin/run', '#!'), isExecutable: true },
    { path: 'app/link', target: 'b.txt' },
    { path: 'tmp', isFolder: true as const, mode: 0o1777 },
  ];
  const layer = await writeLayer(entries, '');
  const other = await writeLayer([...entries].reverse(), '');
  expect(other.blob.digest).toBe(layer.blob.digest);
  expect([layer.diffId, layer.blob.digest]).toMatchInlineSnapshot(`
   [
     "sha256:14a8b3d5318c87b28a9ce9bf7b506d45106849a0ef3b8c12db2518ccad266370",
     "sha256:85187bc27ff56b2f2bc53613265f7a51f2e1289059128400d6f164a9b8cb1e01",
   ]
  `);
});

test('folders come before what is in them, and paths may be long', async () => {
  const long = `app/${'d'.repeat(120)}/${'é'.repeat(120)}.txt`;
  const entries = await readTar(await writeTar([file(long, 'x'), file('app/a', '')]), () => true);
  expect(entries.map(({ path, type }) => [path, type])).toEqual([
    ['app', 'directory'],
    ['app/a', 'file'],
    [`app/${'d'.repeat(120)}`, 'directory'],
    [long, 'file'],
  ]);
});

test('a layer is a gzip of its tar', async () => {
  const layer = await writeLayer([file('a', 'text')], 'me');
  const [entry] = await readTar(gunzipSync(await layer.blob.read(0, layer.blob.size)), (path) => path === 'a');
  expect(entry?.content.toString()).toBe('text');
});
