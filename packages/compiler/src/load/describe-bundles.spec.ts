import { dirname, join } from 'node:path';
import { bundleFlow } from '../bundle/bundle-flow';
import { stopBundler } from '../bundle/esbuild-service';
import { writeBundle } from '../bundle/write-bundle';
import { extractFlow } from '../extract/extract-flow';
import { simpleFlow, type TestWorkspace, testWorkspace } from '../testing/workspace';
import { type DescribedBundle, describeBundles } from './describe-bundles';

let workspace: TestWorkspace;
beforeAll(() => (workspace = testWorkspace()));
afterAll(async () => {
  workspace.remove();
  await stopBundler();
});

async function bundled(name: string, head = '', body = '', folder = ''): Promise<string> {
  const { root, runnerModule, write, workDir } = workspace;
  const file = `apps/${name}${folder}/${name}.flow.ts`;
  const source = simpleFlow(name, head, body);
  write(file, source);
  const { syntax } = await extractFlow(source, file);
  const { bundle } = await bundleFlow({ root, file, syntax: syntax!, runnerModule, cacheFolder: workDir });
  return (await writeBundle(join(workDir, folder), name, bundle!)).path;
}

const outcome = (described: DescribedBundle): unknown =>
  'description' in described ? Object.keys(described.description.steps) : described.failure.code;

const at = (file: string) => ({ file, folder: dirname(file) });

describe('describeBundles', () => {
  it('gives each description, in order, and tells of each as it comes', async () => {
    const files = [await bundled('One'), await bundled('Two', '', '  beta = parameter({ default: 2 });')];
    const seen: string[] = [];
    const described = await describeBundles(files.map(at), { onEach: ({ file }) => seen.push(file) });
    expect(described.map(outcome)).toEqual([
      ['start', 'end'],
      ['start', 'end'],
    ]);
    expect(described[1]).toMatchObject({ description: { parameters: [{ name: 'beta', default: 2 }] } });
    expect(seen).toEqual(files);
    expect(await describeBundles([])).toEqual([]);
  });

  it('says where the code of an author threw, though the dependency did', async () => {
    workspace.write('node_modules/fails/package.json', '{ "name": "fails", "main": "i.js" }');
    workspace.write('node_modules/fails/i.js', 'exports.fail = () => { throw new TypeError("no such thing"); };');
    const path = await bundled('Throws', `import { fail } from 'fails';\n/* 😀 */ fail();`);
    expect(await describeBundles([at(path)])).toEqual([
      {
        file: path,
        failure: {
          code: 'MF3010',
          message: 'The flow cannot be loaded: TypeError: no such thing',
          advice: expect.stringContaining('move it into a step') as string,
          at: { file: 'apps/Throws/Throws.flow.ts', line: 3, column: 10 },
        },
      },
    ]);
  });

  it.each([
    ['a function', 'Fonction', ''],
    ['a module', 'Module', 'await 1;'],
  ])('says where %s threw that lies in a folder of any name', async (_, name, first) => {
    const folder = ' é 100% (2)';
    const path = await bundled(name, `${first}\nthrow new Error('no');`, '', folder);
    expect(await describeBundles([at(path)])).toMatchObject([
      { failure: { at: { file: `apps/${name}${folder}/${name}.flow.ts`, line: 3 } } },
    ]);
  });

  it('says what to do about a package that looks for a file beside itself', async () => {
    workspace.write('node_modules/looks/package.json', '{ "name": "looks", "main": "i.js" }');
    workspace.write('node_modules/looks/i.js', 'exports.data = require("fs").readFileSync(__dirname + "/data.txt");');
    const path = await bundled('Looks', `import 'looks';`);
    expect(await describeBundles([at(path)])).toMatchObject([
      { failure: { code: 'MF3013', advice: expect.stringContaining('"external": ["looks"]') as string } },
    ]);
  });

  it('keeps the code and the advice of an error that has them', async () => {
    const path = await bundled('Half', '', '  @retry() half() {}');
    expect(await describeBundles([at(path)])).toMatchObject([
      { failure: { code: 'MF2203', advice: expect.stringContaining('@step') as string } },
    ]);
  });

  it('lets no flow harm the ones after it', async () => {
    const files = [
      await bundled('Good1'),
      await bundled('Exits', 'process.exit(0);'),
      await bundled('Good2'),
      await bundled('NeverEnds', 'await new Promise(() => undefined);'),
      await bundled('Dies', `process.kill(process.pid, 'SIGKILL');`),
      await bundled('Throws2', `throw 'text';`),
      await bundled('Good3'),
    ];
    const described = await describeBundles(files.map(at));
    const good = ['start', 'end'];
    expect(described.map(outcome)).toEqual([good, 'MF3011', good, 'MF3011', 'MF3011', 'MF3010', good]);
    const messages = described.map((each) => ('failure' in each ? each.failure.message : ''));
    expect(messages[1]).toContain('exit code 0');
    expect(messages[3]).toContain('an await that never ends');
    expect(messages[4]).toContain('signal SIGKILL');
  }, 30_000);

  it('waits for a flow only so long', async () => {
    const files = [await bundled('Hangs', 'for (;;);'), await bundled('AfterHang')];
    const described = await describeBundles(files.map(at), { timeout: 3000 });
    expect(described.map(outcome)).toEqual(['MF3012', ['start', 'end']]);
    expect(described[0]).toMatchObject({ failure: { message: 'Loading the flow took longer than 3 seconds.' } });
  }, 30_000);

  it('does not blame a flow for what an earlier one left running', async () => {
    const files = [
      await bundled('LeavesBomb', `setTimeout(() => { throw new Error('late'); }, 100);`),
      await bundled('Slow', 'await new Promise((done) => setTimeout(done, 400));'),
    ];
    expect((await describeBundles(files.map(at))).map(outcome)).toEqual([
      ['start', 'end'],
      ['start', 'end'],
    ]);
  });

  it('blames a flow for what it breaks by itself while it waits', async () => {
    const path = await bundled(
      'Bomb',
      `setTimeout(() => { throw new Error('boom'); }, 10);\nawait new Promise((done) => setTimeout(done, 5000));`,
    );
    expect(await describeBundles([at(path)])).toMatchObject([
      { failure: { code: 'MF3010', message: 'The flow cannot be loaded: Error: boom', at: { line: 2, column: 26 } } },
    ]);
  });

  it('keeps what a flow prints out of the way, and gives it the environment asked for', async () => {
    const path = await bundled(
      'Prints',
      `console.log('{"value":{}}');`,
      `  where = process.env['WHERE'];\n  no = process.env['HOME'];`,
    );
    const [described] = await describeBundles([at(path)], { env: { WHERE: 'here' } });
    expect(described).toMatchObject({ description: { constants: ['where'] } });
  });
});
