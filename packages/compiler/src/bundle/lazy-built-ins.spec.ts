import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { extractFlow } from '../extract/extract-flow';
import { simpleFlow, type TestWorkspace, testWorkspace } from '../testing/workspace';
import { bundleFlow } from './bundle-flow';
import { stopBundler } from './esbuild-service';
import { writeBundle } from './write-bundle';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
});
afterEach(() => workspace.remove());
afterAll(stopBundler);

test('of a compiled runner, modules are evaluated and those of Node loaded when something of them is used', async () => {
  const { root, workDir, write } = workspace;
  const compiled = (name: string, body: string): string =>
    write(
      `node_modules/@mf/runtime/lazy/dist/${name}.js`,
      `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n${body}`,
    );
  compiled('said', 'exports.say = (bytes) => console.log(`said ${bytes.length}`);\nconsole.log("evaluated");');
  const runnerModule = compiled(
    'runner',
    `const zlib_1 = require("node:zlib");
const said_1 = require("./said");
exports.createProgram = () => ({});
exports.serveIfEntry = () => false;
exports.supervise = () => {};
exports.runIfEntry = () => {
  const before = process.moduleLoadList.includes('NativeModule zlib');
  console.log('started', before);
  if (process.env.PACK) (0, said_1.say)((0, zlib_1.gzipSync)('x'));
};`,
  );
  for (const name of ['index', 'internal']) {
    write(`node_modules/@mf/flow/dist/${name}.js`, 'exports.FlowSpec = class {};\nexports.step = () => undefined;');
  }
  const source = simpleFlow('MyFlow');
  write('my.flow.ts', source);
  const { syntax } = await extractFlow(source, 'my.flow.ts');
  const request = { root, file: 'my.flow.ts', syntax: syntax!, runnerModule, cacheFolder: workDir };
  const { path } = await writeBundle(join(root, 'out'), 'MyFlow', (await bundleFlow(request)).bundle!);
  const run = (env: NodeJS.ProcessEnv): string => execFileSync(process.execPath, [path], { encoding: 'utf8', env });
  expect(run({})).toBe('started false\n');
  expect(run({ PACK: '1' })).toBe('started false\nevaluated\nsaid 21\n');
});
