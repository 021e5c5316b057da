import type { ImportModule } from '../source/import-module';
import { extractFlow } from './extract-flow';

const head = "import { FlowSpec, parameter, retry, schedule, step } from '@mf/flow';\n";

/** Modules by path, as another module would import them; `./` alone is resolved. */
const modules =
  (files: Readonly<Record<string, string>>): ImportModule =>
  (specifier) => {
    const file = `${specifier.replace(/^\.\//, 'lib/')}.ts`;
    const text = files[file];
    return Promise.resolve(text === undefined ? undefined : { file, text });
  };

const read = (source: string, files: Readonly<Record<string, string>> = {}) =>
  extractFlow(`${head}${source}`, 'lib/my.flow.ts', modules(files));

describe('a flow that inherits', () => {
  it('has the steps of its base, its own in their places', async () => {
    const { syntax, diagnostics } = await read(`@schedule({ daily: true })
abstract class Base extends FlowSpec {
  alpha = parameter({ default: 1 });
  rows!: string[];
  @retry() @step start() { this.next(this.work); }
  abstract work(): void;
  @step end() {}
}
/** Mine. */
export class MyFlow extends Base {
  beta = parameter({ default: 2 });
  declare rows: string[];
  @step work() { this.next(this.end); }
  @step start() { this.next(this.work); }
}`);
    expect(diagnostics).toEqual([]);
    expect(syntax).toMatchObject({
      name: 'MyFlow',
      doc: 'Mine.',
      at: { line: 11 },
      steps: [
        { name: 'start', at: { line: 15 }, decorators: [] },
        { name: 'end', at: { line: 8 } },
        { name: 'work', at: { line: 14 } },
      ],
      fields: [
        { name: 'alpha', kind: 'parameter' },
        { name: 'rows', kind: 'artifact', at: { line: 5 } },
        { name: 'beta', kind: 'parameter' },
      ],
      decorators: [{ name: 'schedule' }],
    });
  });

  it('names the file in which a step stands, over several levels and re-exports', async () => {
    const { syntax, diagnostics } = await read(
      `import Middle from './middle';
export class MyFlow extends Middle { @step end() { super.end(); } }`,
      {
        'lib/middle.ts': `import * as all from './index';
abstract class Middle extends all.Outer<string> { x!: number; }
export default Middle;`,
        'lib/index.ts': "export * from './nothing';\nexport { Root as Outer } from './root';",
        'lib/nothing.ts': 'export const nothing = 1;',
        'lib/root.ts': `${head}export class Root<T> extends FlowSpec {
  @step start() { this.next(this.end); }
  @step end() {}
}`,
      },
    );
    expect(diagnostics).toEqual([]);
    expect(syntax?.steps.map(({ name, at, nextAt }) => [name, at.file, at.line, nextAt.file])).toEqual([
      ['start', 'lib/root.ts', 3, 'lib/root.ts'],
      ['end', 'lib/my.flow.ts', 3, 'lib/my.flow.ts'],
    ]);
    expect(syntax?.fields).toEqual([
      { name: 'x', kind: 'artifact', at: { file: 'lib/middle.ts', line: 2, column: 51 } },
    ]);
  });

  it('reports what is wrong in the file where it is wrong', async () => {
    const base = `${head}export class Base extends FlowSpec {
  @step start() { if (1) this.next(this.end); }
  @step end() {}
}`;
    const source = "import { Base } from './base';\nexport class MyFlow extends Base {}";
    const { diagnostics } = await read(source, { 'lib/base.ts': base });
    expect(diagnostics).toMatchObject([{ code: 'MF1020', at: { file: 'lib/base.ts', line: 3 } }]);
    expect((await read(source, { 'lib/base.ts': 'export class Base {' })).diagnostics).toMatchObject([
      { code: 'MF1044', message: 'The base class of MyFlow cannot be read: lib/base.ts has errors of its own.' },
      { code: 'MF1001', at: { file: 'lib/base.ts' } },
    ]);
    const mixed = { 'lib/base.ts': 'export class Base extends mix(Object) {}\nfunction mix(x) { return x; }' };
    expect((await read(source, mixed)).diagnostics).toMatchObject([{ code: 'MF1043', at: { file: 'lib/base.ts' } }]);
    const around = { 'lib/base.ts': "export { Base } from './base';" };
    expect((await read(source, around)).diagnostics).toMatchObject([{ code: 'MF1044' }]);
  });

  it('goes where an inherited step goes that it calls last', async () => {
    const { syntax } = await read(`class Base extends FlowSpec {
  xs!: number[];
  @step start() { this.next(this.work, { foreach: 'xs' }); }
  @step end() {}
}
export class MyFlow extends Base { @step async start() { this.xs = [1]; await super.start(); } }`);
    expect(syntax?.steps[0]).toMatchObject({
      name: 'start',
      at: { line: 7 },
      next: { kind: 'foreach', to: 'work', over: 'xs' },
      nextAt: { line: 4 },
    });
  });

  it('uses artifacts through the methods of its base', async () => {
    const { syntax } = await read(
      `import { Base } from './base';
export class MyFlow extends Base {
  @step start() { super.start(); }
  @step end() { this.report(); super.late(); }
  async load() {}
}`,
      {
        'lib/base.ts': `${head}export class Base extends FlowSpec {
  x!: number;
  y!: number;
  @step start() { this.x = 1; this.load(); this.next(this.end); }
  report() { console.log(this.y); }
  load() {}
  async late() {}
}`,
      },
    );
    expect(syntax?.uses?.steps).toMatchObject({
      start: { artifacts: [{ kind: 'assign', name: 'x', at: { file: 'lib/base.ts', line: 5 } }] },
      end: {
        artifacts: [{ kind: 'read', name: 'y', at: { file: 'lib/base.ts', line: 6 } }],
        floating: [{ call: 'super.late', at: { file: 'lib/my.flow.ts', line: 5 } }],
      },
    });
  });

  it('is found among classes that are none', async () => {
    const { syntax, diagnostics } = await read(`import { Odd } from './nowhere';
class Oops extends Error {}
export class Strange extends Odd {}
class Base extends FlowSpec {}
export class MyFlow extends Base { @step only() {} }`);
    expect({ name: syntax?.name, diagnostics }).toEqual({ name: 'MyFlow', diagnostics: [] });
  });
});
