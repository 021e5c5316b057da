import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { SourceMap } from 'node:module';
import { extractFlow } from '../extract/extract-flow';
import { simpleFlow, type TestWorkspace, testWorkspace } from '../testing/workspace';
import { type BundleResult, bundleFlow } from './bundle-flow';
import { stopBundler } from './esbuild-service';
import { writeBundle } from './write-bundle';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => workspace.remove());
afterAll(stopBundler);

async function bundle(
  source: string,
  file = 'apps/my/my.flow.ts',
  { root, runnerModule, workDir: cacheFolder, write } = workspace,
): Promise<BundleResult> {
  write(file, source);
  const { syntax } = await extractFlow(source, file);
  if (!syntax) throw new Error('no flow in the source');
  return bundleFlow({ root, file, syntax, runnerModule, cacheFolder });
}

/** What the bundle prints when it is run. */
async function run(source: string): Promise<string> {
  const result = await bundle(source);
  expect(result.diagnostics).toEqual([]);
  const { path } = await writeBundle(workspace.workDir, 'MyFlow', result.bundle!);
  return execFileSync(process.execPath, [path], { encoding: 'utf8', cwd: '/' });
}

const printing = (expression: string, head: string): string =>
  simpleFlow('MyFlow', `${head}\nconsole.log(${expression});`);
const firstLine = (output: string): string => output.slice(0, output.indexOf('\n'));

describe('bundleFlow', () => {
  it('makes one module that runs and describes its flow', async () => {
    const output = await run(
      simpleFlow('MyFlow', '', '  alpha = parameter({ default: 0.5 });\n  titles!: string[];\n  limit = 3;'),
    );
    expect(JSON.parse(output)).toMatchObject({
      steps: { start: [], end: [] },
      parameters: [{ name: 'alpha', type: 'float', default: 0.5 }],
      constants: ['limit'],
    });
  });

  it('leaves out what only lint needs', async () => {
    const source = simpleFlow('MyFlow', '', '  titles!: string[];');
    const { syntax } = await extractFlow(source, 'apps/my/my.flow.ts');
    workspace.write('apps/my/my.flow.ts', source);
    const { root, runnerModule, workDir: cacheFolder } = workspace;
    const file = 'apps/my/my.flow.ts';
    const { uses, ...needed } = syntax!;
    expect(uses).toBeDefined();
    const withUses = await bundleFlow({ root, file, syntax: syntax!, runnerModule, cacheFolder });
    const without = await bundleFlow({ root, file, syntax: needed, runnerModule, cacheFolder });
    expect(withUses.bundle?.hash).toBe(without.bundle?.hash);
  });

  it('gives the same bytes wherever the workspace is, and whatever the environment says', async () => {
    const files = {
      'tsconfig.base.json': '{ "compilerOptions": { "paths": { "@org/shared": ["./libs/shared/index.ts"] } } }',
      'libs/shared/index.ts': 'export const shared = 1;',
      'node_modules/cjs/package.json': '{ "name": "cjs", "main": "i.js" }',
      'node_modules/cjs/i.js': 'module.exports = { cjs: require("fs").readFileSync, where: __dirname };',
    };
    const source = printing('cjs, shared', `import cjs from 'cjs'; import { shared } from '@org/shared';`);
    const other = testWorkspace({ ...files, 'elsewhere/x.txt': 'x' });
    const { NODE_PATH: nodePath } = process.env;
    try {
      for (const [file, text] of Object.entries(files)) workspace.write(file, text);
      const { bundle: here } = await bundle(source);
      process.env['NODE_PATH'] = other.root;
      const { bundle: there } = await bundle(source, 'apps/my/my.flow.ts', other);
      expect({ ...there, runner: { ...there?.runner, folder: workspace.workDir } }).toEqual(here);
      expect(here?.hash).toBe(createHash('sha256').update(here!.code).digest('hex').slice(0, 16));
      for (const text of [here!.code.toString(), here!.map]) {
        expect(text).not.toContain(workspace.root);
        expect(text).not.toContain(process.cwd());
      }
    } finally {
      if (nodePath === undefined) delete process.env['NODE_PATH'];
      else process.env['NODE_PATH'] = nodePath;
      other.remove();
    }
  });

  it("maps the author's lines, relative to the root, and none of its own", async () => {
    const { bundle: made } = await bundle(`// a line of its own\n${simpleFlow('MyFlow')}`);
    const map = JSON.parse(made!.map) as { sources: string[]; sourcesContent?: unknown };
    expect(map.sources).toContain('apps/my/my.flow.ts');
    expect(map.sourcesContent).toBeUndefined();
    const lines = made!.code.toString().split('\n');
    const line = lines.findIndex((text) => text.includes('start(){'));
    const column = lines[line]!.indexOf('start(){');
    const find = (row: number, col: number) => new SourceMap(JSON.parse(made!.map) as never).findEntry(row, col);
    expect(find(line, column)).toMatchObject({ originalSource: 'apps/my/my.flow.ts', originalLine: 5 });
    expect(find(1, 100)).toEqual({});
  });

  it('keeps to standard decorators and fields, whatever tsconfig.json says', async () => {
    workspace.write(
      'tsconfig.json',
      '{ "compilerOptions": { "experimentalDecorators": true, "useDefineForClassFields": false } }',
    );
    const output = await run(
      simpleFlow('MyFlow', '', '  unset!: string;\n  @retry({ times: 1 }) @step other() { this.next(this.end); }'),
    );
    expect(JSON.parse(output)).toMatchObject({ steps: { other: [{ name: 'retry', attributes: { times: 1 } }] } });
  });

  it.each([
    [
      'paths of the nearest tsconfig.json, with comments',
      'apps/my/tsconfig.json',
      '{ /* nearest */ "compilerOptions": { "paths": { "@org/*": ["../../libs/*"] } }, }',
    ],
    [
      'paths of tsconfig.base.json',
      'tsconfig.base.json',
      '{ "compilerOptions": { "paths": { "@org/*": ["./libs/*"] } } }',
    ],
  ])('follows %s', async (_what, file, text) => {
    workspace.write(file, text);
    workspace.write('tsconfig.json', '{ "files": [] }');
    workspace.write('libs/shared.ts', 'export enum Shared { a = 7 }');
    expect(firstLine(await run(printing('Shared.a', `import { Shared } from '@org/shared';`)))).toBe('7');
  });

  it('takes what authors import: packages of the workspace in TypeScript, CommonJS, JSON, Node itself', async () => {
    const { symlinkSync, mkdirSync } = jest.requireActual<typeof import('node:fs')>('node:fs');
    workspace.write('packages/lib/package.json', '{ "name": "@org/lib", "exports": "./src/index.ts" }');
    workspace.write('packages/lib/src/index.ts', 'export const lib: string = "lib";');
    mkdirSync(`${workspace.root}/node_modules/@org`);
    symlinkSync('../../packages/lib', `${workspace.root}/node_modules/@org/lib`);
    workspace.write('node_modules/cjs/package.json', '{ "name": "cjs", "main": "i.js" }');
    workspace.write(
      'node_modules/cjs/i.js',
      'const { sep } = require("path"); module.exports = { sep, dynamic: (n) => require(n).EOL, where: typeof __dirname };',
    );
    workspace.write('apps/my/data.json', '{ "answer": 42 }');
    const head = `import { lib } from '@org/lib'; import cjs from 'cjs'; import data from './data.json'; import { EOL } from 'node:os';`;
    expect(
      firstLine(
        await run(printing(`[lib, cjs.sep, cjs.dynamic('os') === EOL, cjs.where, data.answer].join(' ')`, head)),
      ),
    ).toBe('lib / true string 42');
  });

  it("leaves the author's own require and __dirname alone", async () => {
    const head = `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nconst __dirname = 'mine';`;
    expect(firstLine(await run(printing(`__dirname + typeof require('node:fs').readFileSync`, head)))).toBe(
      'minefunction',
    );
  });

  it('takes a default export, and an await at the top level', async () => {
    const source = simpleFlow('MyFlow', 'await Promise.resolve();').replace('export class', 'export default class');
    expect(JSON.parse(await run(source))).toMatchObject({ steps: { start: [] } });
  });

  it('shares the @mf/flow of the runner with all code of the bundle', async () => {
    workspace.write('libs/again.ts', `import { retry } from '@mf/flow';\nexport const again = retry({ times: 2 });`);
    const output = await run(
      simpleFlow(
        'MyFlow',
        `import { again } from '../../libs/again';`,
        '  @again @step other() { this.next(this.end); }',
      ),
    );
    expect(JSON.parse(output)).toMatchObject({ steps: { other: [{ name: 'retry', attributes: { times: 2 } }] } });
  });
});

describe('what cannot be bundled', () => {
  const at = (file: string, line: number, column: number) => ({ file, line, column });

  it('imports that lead nowhere, at their place in UTF-16 units', async () => {
    const { bundle: made, diagnostics } = await bundle(
      simpleFlow('MyFlow', `/* 😀 */ import { x } from 'not-there/deep'; import y from './nor-this'; x; y;`),
    );
    expect(made).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: 'MF3001',
        at: at('apps/my/my.flow.ts', 2, 28),
        advice: expect.stringContaining('Install not-there,') as string,
      },
      {
        code: 'MF3001',
        at: at('apps/my/my.flow.ts', 2, 60),
        advice: expect.stringContaining('relative to this file') as string,
      },
    ]);
  });

  it('a mistake in another file of the author', async () => {
    workspace.write('apps/my/helper.ts', 'export const a = 1;\nexport const = 2;');
    const { diagnostics } = await bundle(simpleFlow('MyFlow', `import { a } from './helper'; a;`));
    expect(diagnostics).toMatchObject([{ code: 'MF3003', at: at('apps/my/helper.ts', 2, 14) }]);
  });

  it('a name that another file does not export', async () => {
    workspace.write('apps/my/helper.ts', 'export const a = 1;');
    const { diagnostics } = await bundle(simpleFlow('MyFlow', `import { b } from './helper'; b;`));
    expect(diagnostics).toMatchObject([{ code: 'MF3003', at: at('apps/my/my.flow.ts', 2, 10) }]);
  });

  it('native modules', async () => {
    workspace.write('node_modules/native/package.json', '{ "name": "native", "main": "i.js" }');
    workspace.write('node_modules/native/i.js', 'module.exports = require("./build/native.node");');
    const { diagnostics } = await bundle(simpleFlow('MyFlow', `import native from 'native'; native;`));
    expect(diagnostics).toMatchObject([{ code: 'MF3002', at: at('node_modules/native/i.js', 1, 26) }]);
  });

  it('files of a kind that no program has', async () => {
    workspace.write('apps/my/table.parquet', 'x');
    const { diagnostics } = await bundle(simpleFlow('MyFlow', `import table from './table.parquet'; table;`));
    expect(diagnostics).toMatchObject([{ code: 'MF3003', at: at('apps/my/my.flow.ts', 2, 19) }]);
  });

  it('warns of what the author may not have meant, and of nothing in installed packages', async () => {
    workspace.write('node_modules/odd/package.json', '{ "name": "odd", "main": "i.js" }');
    workspace.write('node_modules/odd/i.js', 'module.exports = typeof x === "nul";');
    const { bundle: made, diagnostics } = await bundle(
      simpleFlow('MyFlow', `import odd from 'odd'; if (typeof odd === 'nul') odd;`),
    );
    expect(made).toBeDefined();
    expect(diagnostics).toMatchObject([{ code: 'MF3004', severity: 'warning', at: at('apps/my/my.flow.ts', 2, 43) }]);
  });
});
