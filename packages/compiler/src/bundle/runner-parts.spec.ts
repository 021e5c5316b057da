import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { extractFlow } from '../extract/extract-flow';
import { simpleFlow, type TestWorkspace, testWorkspace } from '../testing/workspace';
import { type Bundle, bundleFlow } from './bundle-flow';
import { stopBundler } from './esbuild-service';
import { writeBundle } from './write-bundle';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace({
    'node_modules/@mf/runtime/lazy/parts/heavy.ts': `export const say = async (): Promise<string> => 'heavy, ' + (await import('./inner.js')).inner;`,
    'node_modules/@mf/runtime/lazy/parts/inner.ts': `export const inner: string = 'with a part of its own';`,
  });
});
afterEach(() => workspace.remove());
afterAll(stopBundler);

/** A runner of its own: bundled runners are remembered by their path. */
function runnerWith(body: string): string {
  return workspace.write(
    'node_modules/@mf/runtime/lazy/runner.ts',
    `export function createProgram() { return {}; }\nexport const serveIfEntry = () => false;\nexport const supervise = () => {};\nexport async function runIfEntry() { ${body} }\n`,
  );
}

async function bundle(runnerModule: string, { root, workDir, write } = workspace): Promise<Bundle> {
  const file = 'my.flow.ts';
  const source = simpleFlow('MyFlow');
  write(file, source);
  const { syntax } = await extractFlow(source, file);
  const { bundle: made } = await bundleFlow({ root, file, syntax: syntax!, runnerModule, cacheFolder: workDir });
  return made!;
}

const names = (made: Bundle): string[] => made.runner.files.map(({ file }) => file);

test('what is in a folder "parts" and loaded lazily becomes files of their own, which the bundle finds beside itself', async () => {
  const made = await bundle(
    runnerWith(
      `if (process.env.HEAVY) console.log(await (await import('./parts/heavy.js')).say(), require.resolve('./parts/inner'));`,
    ),
  );
  expect(names(made)).toEqual([
    expect.stringMatching(/^mf-heavy-[0-9a-f]{16}\.cjs$/),
    expect.stringMatching(/^mf-inner-[0-9a-f]{16}\.cjs$/),
    expect.stringMatching(/^mf-runner-[0-9a-f]{16}\.cjs$/),
  ]);
  const folder = join(workspace.root, 'out', 'deployed');
  const { path, files } = await writeBundle(folder, 'MyFlow', made);
  expect(readdirSync(folder).sort()).toEqual(files.map(({ file }) => file).sort());
  expect(files.slice(0, 3)).toEqual(made.runner.files);
  expect(readFileSync(join(folder, names(made)[2]!), 'utf8')).not.toContain('with a part of its own');
  const run = (env: NodeJS.ProcessEnv) => execFileSync(process.execPath, [path], { encoding: 'utf8', cwd: '/', env });
  expect(run({ HEAVY: '1' })).toBe(`heavy, with a part of its own ${join(folder, names(made)[1]!)}\n`);
  for (const name of names(made)) expect(existsSync(join(folder, name))).toBe(true);
  expect(run({})).toBe('');
});

test('what is imported plainly, or from elsewhere, stays in the runner', async () => {
  workspace.write('node_modules/@mf/runtime/lazy/other.ts', 'export const other = 1;');
  const runner = workspace.write(
    'node_modules/@mf/runtime/lazy/plain.ts',
    `import { inner } from './parts/inner';
export function createProgram() { return {}; }\nexport const serveIfEntry = () => false;\nexport const supervise = () => {};
export async function runIfEntry() { console.log(inner, await import('./other.js')); }
`,
  );
  const made = await bundle(runner);
  const [file, ...parts] = names(made);
  expect(parts).toEqual([]);
  expect(readFileSync(join(made.runner.folder, file!), 'utf8')).toContain('with a part of its own');
});

test('a part that was compiled to CommonJS gives what it exports', async () => {
  workspace.write('node_modules/@mf/runtime/lazy/said.js', `exports.say = () => 'said';`);
  workspace.write(
    'node_modules/@mf/runtime/lazy/parts/compiled.js',
    `"use strict"; Object.defineProperty(exports, '__esModule', { value: true });
var said_1 = require('../said'); Object.defineProperty(exports, 'say', { enumerable: true, get: function () { return said_1.say; } });`,
  );
  const made = await bundle(runnerWith(`console.log((await import('./parts/compiled.js')).say());`));
  const { path } = await writeBundle(join(workspace.root, 'out'), 'MyFlow', made);
  expect(execFileSync(process.execPath, [path], { encoding: 'utf8' })).toBe('said\n');
});

describe('another process', () => {
  /** As if in another process: nothing is remembered in memory. */
  async function anew(runnerModule: string): Promise<Bundle> {
    let fresh!: typeof import('./bundle-flow.js');
    let service!: typeof import('./esbuild-service.js');
    jest.isolateModules(() => {
      fresh = jest.requireActual('./bundle-flow');
      service = jest.requireActual('./esbuild-service');
    });
    const { root, workDir: cacheFolder } = workspace;
    const file = 'my.flow.ts';
    const { syntax } = await extractFlow(simpleFlow('MyFlow'), file);
    const { bundle: made } = await fresh.bundleFlow({ root, file, syntax: syntax!, runnerModule, cacheFolder });
    await service.stopBundler();
    return made!;
  }

  test('takes the runner from the cache until one of its files changes, also one of a part', async () => {
    const runner = runnerWith(`return import('./parts/heavy.js');`);
    const first = await bundle(runner);
    expect(await anew(runner)).toEqual(first);
    // The same size and the same time: there is nothing to see a change by, so this shows that nothing was built again.
    const part = 'node_modules/@mf/runtime/lazy/parts/inner.ts';
    const path = workspace.write(part, `export const inner: string = 'with a part of its own';`);
    utimesSync(path, 1_000_000, 1_000_000);
    const built = await anew(runner);
    workspace.write(part, `export const inner: string = 'with a PART of its own';`);
    utimesSync(path, 1_000_000, 1_000_000);
    expect(await anew(runner)).toEqual(built);
    utimesSync(path, 1_000_001, 1_000_001);
    const changed = await anew(runner);
    expect(names(changed)).not.toEqual(names(first));
    expect(changed.hash).not.toBe(first.hash);
  });
});
