import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopBundler } from './bundle/esbuild-service';
import { compileFlow, compileFlows } from './compile-flow';
import { simpleFlow, type TestWorkspace, testWorkspace } from './testing/workspace';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => workspace.remove());
afterAll(stopBundler);

const options = () => ({ root: workspace.root, runnerModule: workspace.runnerModule, workDir: workspace.workDir });
const compile = (source: string) => {
  workspace.write('apps/a/a.flow.ts', source);
  return compileFlow({ ...options(), file: 'apps/a/a.flow.ts' });
};
const codes = (diagnostics: readonly { code: string; at: { line: number; column: number } }[]) =>
  diagnostics.map(({ code, at }) => `${code} ${at.line}:${at.column}`);

describe('compileFlow', () => {
  it('gives the FlowIR with values, and the bundle', async () => {
    const source = simpleFlow('MyFlow', '', '  alpha = parameter({ default: 0.5, help: "Rate" });');
    const { ir, bundle, diagnostics, ...rest } = await compile(source);
    expect(diagnostics).toEqual([]);
    expect(rest).toEqual({ file: 'apps/a/a.flow.ts', source });
    expect(ir).toMatchObject({
      irVersion: 1,
      name: 'MyFlow',
      steps: [
        { name: 'start', type: 'start' },
        { name: 'end', type: 'end' },
      ],
      parameters: [{ name: 'alpha', type: 'float', default: 0.5, help: 'Rate', at: { line: 4, column: 3 } }],
    });
    expect(bundle?.path).toBe(join(workspace.workDir, `MyFlow-${bundle?.hash}.mjs`));
    const [runner] = readdirSync(workspace.workDir).filter((file) => /^mf-runner-[0-9a-f]{16}\.cjs$/.test(file));
    const files = [runner!, `MyFlow-${bundle?.hash}.mjs.map`, `MyFlow-${bundle?.hash}.mjs`];
    expect(bundle?.files).toEqual(
      files.map((file) => {
        const content = readFileSync(join(workspace.workDir, file));
        const sha256 = createHash('sha256').update(content).digest('hex');
        return { file, size: content.length, sha256, isNamedByContent: !file.endsWith('.map') };
      }),
    );
    const besides = readdirSync(workspace.workDir).filter((file) => !files.includes(file));
    const kinds = besides.map((file) => file.replace(/[0-9a-f]{16}|v.*(?=\.cache)/g, 'X'));
    expect(kinds.sort()).toEqual(['mf-runner-X.cjs.loader-X.cache', 'runner-X.json']);
    expect(readFileSync(bundle!.path, 'utf8')).toMatch(
      new RegExp(`\n//# sourceMappingURL=MyFlow-${bundle?.hash}\\.mjs\\.map\n$`),
    );
  });

  it('reports all that is wrong with a file at once: syntax, graph and values', async () => {
    const { diagnostics, ir } = await compile(`import { FlowSpec, step, retry, schedule, parameter } from '@mf/flow';
@schedule({ cron: '0 10 * * * *' })
export class MyFlow extends FlowSpec {
  runId = parameter({ default: 'x' });
  size = parameter({ type: 'int', default: 1.5 });
  @step start() { if (this.size) this.next(this.work); }
  @retry({ times: 9 }) @step work() { this.next(this.strat); }
  @step end() {}
}
`);
    expect(codes(diagnostics)).toEqual([
      'MF1411 2:1',
      'MF1301 4:3',
      'MF1304 5:3',
      'MF1020 6:34',
      'MF1402 7:3',
      'MF1103 7:39',
      'MF1111 7:39',
    ]);
    expect(ir?.parameters).toHaveLength(2);
  });

  it('still lints what can be read when the flow cannot be bundled or loaded', async () => {
    const broken = await compile(
      simpleFlow('MyFlow', `import 'not-there';`, '  @step lost() { this.next(this.end); }'),
    );
    expect(codes(broken.diagnostics)).toEqual(['MF3001 2:8', 'MF1120 4:9']);
    expect(broken.bundle).toBeUndefined();
    const throwing = await compile(
      simpleFlow('MyFlow', `throw new Error('no');`, '  @step lost() { this.next(this.end); }'),
    );
    expect(codes(throwing.diagnostics)).toEqual(['MF3010 2:7', 'MF1120 4:9']);
  });

  it('puts a failure whose place is not known to the class', async () => {
    const { diagnostics } = await compile(simpleFlow('MyFlow', 'process.exit(3);'));
    expect(codes(diagnostics)).toEqual(['MF3011 3:14']);
  });

  it('does not load what would only fail for a reason that is reported already', async () => {
    const { diagnostics, bundle } = await compile(
      simpleFlow('MyFlow', '', '  @retry() half() {}').replace('export ', ''),
    );
    expect(codes(diagnostics)).toEqual(['MF1004 3:7', 'MF1012 4:12']);
    expect(bundle).toBeUndefined();
    expect(readdirSync(workspace.root)).not.toContain('out');
  });

  it('finds steps that the two readings do not agree on', async () => {
    const head = `import { sneaky } from './sneaky';`;
    workspace.write('apps/a/sneaky.ts', `import { step } from '@mf/flow';\nexport const sneaky = step;`);
    const { diagnostics } = await compile(simpleFlow('MyFlow', head, '  @sneaky hidden() {}'));
    expect(codes(diagnostics)).toEqual(['MF1030 3:14']);
  });

  it('leaves a bundle alone that is there, but keeps its map up to date', async () => {
    const body = '  x = 1;';
    const { bundle } = await compile(
      simpleFlow('MyFlow', '', body).replace('end() {}', 'end() { const a = 1; return; }'),
    );
    const before = statSync(bundle!.path).mtimeMs;
    const map = readFileSync(`${bundle!.path}.map`, 'utf8');
    const { bundle: again } = await compile(
      simpleFlow('MyFlow', '', body).replace('end() {}', 'end() { const a = 1; /* same code */\n\n return; }'),
    );
    expect(again).toMatchObject({ path: bundle!.path, hash: bundle!.hash });
    expect(again?.files.at(-1)).toEqual(bundle?.files.at(-1));
    expect(statSync(bundle!.path).mtimeMs).toBe(before);
    expect(readFileSync(`${bundle!.path}.map`, 'utf8')).not.toBe(map);
  });

  it('leaves nothing half-written when the folder cannot be written', async () => {
    writeFileSync(join(workspace.root, 'out'), 'a file, no folder');
    await expect(compile(simpleFlow('MyFlow'))).rejects.toMatchObject({
      code: 'MF3030',
      name: 'BundleNotWrittenError',
    });
    expect(readFileSync(join(workspace.root, 'out'), 'utf8')).toBe('a file, no folder');
  });
});

describe('compileFlows', () => {
  it('gives one result for each file, whatever happens to the others', async () => {
    workspace.write('a.flow.ts', simpleFlow('A'));
    workspace.write('b.flow.ts', 'class {');
    workspace.write('c.flow.ts', simpleFlow('C', `throw new Error('c');`));
    const absolute = workspace.write('d.flow.ts', simpleFlow('D'));
    const compiled = await compileFlows(
      ['a.flow.ts', 'b.flow.ts', 'missing.flow.ts', 'c.flow.ts', absolute],
      options(),
    );
    expect(compiled.map(({ file, ir, diagnostics }) => [file, ir?.name, codes(diagnostics)])).toEqual([
      ['a.flow.ts', 'A', []],
      ['b.flow.ts', undefined, ['MF1001 1:8']],
      ['missing.flow.ts', undefined, ['MF1000 1:1']],
      ['c.flow.ts', 'C', ['MF3010 2:7']],
      ['d.flow.ts', 'D', []],
    ]);
  });
});
