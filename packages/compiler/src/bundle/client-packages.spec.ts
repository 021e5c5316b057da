import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { extractFlow } from '../extract/extract-flow';
import { simpleFlow, type TestWorkspace, testWorkspace } from '../testing/workspace';
import { bundleFlow, type BundleResult } from './bundle-flow';
import { stopBundler } from './esbuild-service';
import { type WrittenBundle, writeBundle } from './write-bundle';

const datastore = (words: string) => ({
  'package.json': '{ "name": "@mf/datastore", "main": "./dist/index.js" }',
  'dist/index.js': `exports.program = () => require('./threads/start').program();`,
  'dist/threads/start.js': `exports.program = () => require.resolve('../parts/program');`,
  'dist/parts/program.js': `module.exports = ${JSON.stringify(words)};`,
});

/** Packages that reading runs takes, as if installed in a folder. */
function installClient({ write }: TestWorkspace, folder: string, words: string): void {
  for (const [file, text] of Object.entries(datastore(words))) write(`${folder}/@mf/datastore/${file}`, text);
  write(`${folder}/@mf/client/package.json`, '{ "name": "@mf/client", "main": "./index.js" }');
  write(`${folder}/@mf/client/index.js`, `exports.open = () => require('@mf/datastore').program();`);
}

let workspace: TestWorkspace;
let runnerModule: string;
beforeEach(() => {
  workspace = testWorkspace();
  installClient(workspace, 'tool/node_modules', "the runner's");
  runnerModule = workspace.write(
    'tool/node_modules/@mf/runtime/runner.ts',
    `import { program } from '@mf/datastore';
export function createProgram() { return {}; }\nexport const serveIfEntry = () => false;\nexport const supervise = () => {};
export function runIfEntry() { if (process.env.RUNNER) console.log(require(program())); }
`,
  );
});
afterEach(() => workspace.remove());
afterAll(stopBundler);

async function bundled(head: string): Promise<BundleResult> {
  const { root, workDir: cacheFolder, write } = workspace;
  const file = 'my.flow.ts';
  const source = simpleFlow('MyFlow', head);
  write(file, source);
  const { syntax } = await extractFlow(source, file);
  return bundleFlow({ root, file, syntax: syntax!, runnerModule, cacheFolder });
}

/** The bundle of a flow, in a folder with nothing else. */
async function deployed(head: string): Promise<WrittenBundle> {
  const { bundle, diagnostics } = await bundled(head);
  expect(diagnostics).toEqual([]);
  return writeBundle(join(workspace.root, 'out', 'deployed'), 'MyFlow', bundle!);
}

const opening = `import { open } from '@mf/client';\nimport { createRequire } from 'node:module';
console.log(createRequire('/')(open()), open() === process.argv[1]!.replace(/[^/]+$/, '') + open().split('/').pop());`;

test.each([
  ['a function', ''],
  ['a module', 'await Promise.resolve();'],
])(
  'in a bundle that is %s, the client is that of the runner, and shares the programs that lie there',
  async (_shape, first) => {
    installClient(workspace, 'node_modules', 'of another version');
    const bundle = await deployed(`${first}\n${opening}`);
    expect(execFileSync(process.execPath, [bundle.path], { encoding: 'utf8', cwd: '/', env: { RUNNER: '1' } })).toBe(
      "the runner's true\nthe runner's\n",
    );
    expect(bundle.files.filter(({ file }) => file.startsWith('mf-program-'))).toHaveLength(1);
  },
);

test("what an author's own module finds with require.resolve stays what it is", async () => {
  workspace.write('node_modules/own/index.js', `exports.where = () => require.resolve('../parts/program');`);
  const { bundle } = await bundled(`import { where } from 'own';\nconsole.log(where);`);
  expect(bundle!.code.toString()).toContain('require.resolve("../parts/program")');
});
