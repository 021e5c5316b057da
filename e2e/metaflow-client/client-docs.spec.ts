import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import ts from 'typescript';
import { SharedDatastore } from './metaflow';

const root = join(__dirname, '../..');

let store: SharedDatastore;
let program: string;

beforeAll(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-docs-')), 'tester');
  await symlink(join(root, 'node_modules'), join(store.folder, 'node_modules'));
  const page = await readFile(join(root, 'docs/client.md'), 'utf8');
  const [flow, ...blocks] = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code ?? '');
  program = blocks.join('');
  await writeFile(join(store.folder, 'train.flow.ts'), flow ?? '');
  await writeFile(join(store.folder, 'reading.ts'), program);
});
afterAll(() => rm(store.folder, { recursive: true, force: true }));

test('the examples of docs/client.md have the types that they say', () => {
  const compiler = ts.createProgram([join(store.folder, 'reading.ts')], {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.esnext.decorators.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
    ...{ strict: true, noEmit: true, skipLibCheck: true },
  });
  const problems = ts.getPreEmitDiagnostics(compiler);
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test('and print what they say', async () => {
  const ran = await store.mf(['run', join(store.folder, 'train.flow.ts'), '--tag', 'nightly']);
  expect(ran).toMatchObject({ code: 0 });
  await build({
    entryPoints: [join(store.folder, 'reading.ts')],
    outfile: join(store.folder, 'reading.mjs'),
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', logLevel: 'error' },
  });
  const { stdout } = await promisify(execFile)(process.execPath, ['reading.mjs'], {
    cwd: store.folder,
    env: store.env,
  });
  // Comments are what is printed, line by line.
  const said = [...program.matchAll(/\/\/ (.*)$/gm)].map(([, text]) => text);
  expect(stdout.trimEnd().split('\n')).toEqual(said);
});
