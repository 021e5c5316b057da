import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle } from './bundle-flow';
import { writeBundle } from './write-bundle';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mf-forget-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const bundle = (hash: string): Bundle => ({
  code: Buffer.from(`code of ${hash}`),
  map: '{}',
  hash,
  runner: { folder: root, files: [], programs: [] },
  externals: [],
  configsAt: 0,
});
const [first, second, third] = ['1', '2', '3'].map((digit) => digit.repeat(16)) as [string, string, string];

test('bundles that were not used for a month go when another one is made, and nothing else', async () => {
  await writeBundle(root, 'AFlow', bundle(first));
  await writeBundle(root, 'AFlow', bundle(second));
  const old = [`AFlow-${first}.mjs.0123abcd.v20.0.0-x64.cache`, `mf-runner-${first}.cjs`, 'runner-1.json', 'notes.mjs'];
  for (const name of old) writeFileSync(join(root, name), '');
  const aMonthAgo = Date.now() / 1000 - 31 * 86_400;
  for (const name of readdirSync(root)) utimesSync(join(root, name), aMonthAgo, aMonthAgo);

  // Compiled again, it is used again.
  await writeBundle(root, 'AFlow', bundle(second));
  await inAnotherProcess()(root, 'AFlow', bundle(third));
  expect(readdirSync(root).sort()).toEqual([
    ...[`AFlow-${second}.mjs`, `AFlow-${second}.mjs.map`, `AFlow-${third}.mjs`, `AFlow-${third}.mjs.map`],
    ...[`mf-runner-${first}.cjs`, 'notes.mjs', 'runner-1.json'],
  ]);
});

/** The function as a new process has it: one process looks at a folder once. */
function inAnotherProcess(): typeof writeBundle {
  let loaded: typeof writeBundle | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual<typeof import('./write-bundle')>('./write-bundle').writeBundle;
  });
  return loaded!;
}
