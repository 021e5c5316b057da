import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractFlow } from './extract-flow';
import { ourDecorators } from './our-decorators';

/** Code, line and column of everything found in a source. */
async function found(source: string): Promise<string[]> {
  const { diagnostics } = await extractFlow(source, 'my.flow.ts');
  return diagnostics.map(({ code, at }) => `${code} ${at.line}:${at.column}`);
}

/** Of a flow whose class body begins on line 3. */
const inFlow = (body: string): Promise<string[]> =>
  found(`import { FlowSpec, step, retry } from '@mf/flow';\nexport class A extends FlowSpec {\n${body}\n}`);

const transition = async (body: string) => {
  const { syntax } = await extractFlow(
    `import { FlowSpec, step } from '@mf/flow';\nexport class A extends FlowSpec {\n${body}\n}`,
    'my.flow.ts',
  );
  const { next, nextReading } = syntax?.steps[0] ?? {};
  return { next, nextReading };
};

describe('a file', () => {
  it('that does not parse', async () => {
    expect(await found('class A {\n  start( {\n}')).toEqual(['MF1001 3:2']);
    const { syntax, loadable } = await extractFlow('let 😀;', 'x.flow.ts');
    expect({ syntax, loadable }).toEqual({ syntax: undefined, loadable: false });
  });
  it('without a flow', async () => {
    expect(await found('export const x = 1;')).toEqual(['MF1002 1:1']);
    expect(await found('')).toEqual(['MF1002 1:1']);
  });
  it('with several flows', async () => {
    const source =
      "import { FlowSpec } from '@mf/flow';\nexport class A extends FlowSpec {}\nexport class B extends FlowSpec {}";
    expect(await found(source)).toEqual(['MF1003 3:14']);
  });
  it('that does not export its flow', async () => {
    const source = "import { FlowSpec, step } from '@mf/flow';\nclass A extends FlowSpec { @step start() {} }";
    expect(await found(source)).toEqual(['MF1004 2:7']);
    expect(await extractFlow(source, 'x.flow.ts')).toMatchObject({ loadable: false, syntax: { name: 'A' } });
  });
});

describe('@step', () => {
  it('marks the first and the last step', async () => {
    const { syntax, diagnostics } = await extractFlow(
      "import * as mf from '@mf/flow';\nexport class A extends mf.FlowSpec { @mf.step({ start: true, 'end': true }) only() {} @mf.step({ start: false }) x() {} }",
      'my.flow.ts',
    );
    expect(diagnostics).toEqual([]);
    expect(syntax?.steps.map(({ marks }) => marks)).toEqual([['start', 'end'], undefined]);
  });
  it.each([
    'first',
    '{ start: first }',
    '{ ...first }',
    '{ ["start"]: first }',
    '{ start: true }, 1',
    '{ begin: true }',
  ])('cannot be read with %s', async (options) =>
    expect(await inFlow(`@step(${options}) start() {}`)).toEqual(['MF1040 3:7']),
  );
});

describe('a class', () => {
  const head = "import { FlowSpec, step } from '@mf/flow';\n";
  it('with steps that extends nothing', async () =>
    expect(await found(`${head}export class A { @step start() {} }`)).toEqual(['MF1005 2:14']));
  it('whose FlowSpec comes from elsewhere', async () => {
    expect(await found("import { FlowSpec } from './sdk';\nexport class A extends FlowSpec {}")).toEqual([
      'MF1005 2:24',
    ]);
  });
  it('that is abstract', async () =>
    expect(await found(`${head}export abstract class A extends FlowSpec {}`)).toEqual(['MF1006 2:23']));
  it('without a name', async () =>
    expect(await found(`${head}export default class extends FlowSpec {}`)).toEqual(['MF1007 2:16']));
  it('whose base is no flow', async () => {
    expect(await found(`${head}class A {}\nexport class B extends A { @step start() {} }`)).toEqual(['MF1005 3:24']);
  });
  it.each([
    ['a function mixes in', 'const mixed = (x) => x;\nexport class B extends mixed(FlowSpec) { @step start() {} }'],
    ['a variable holds', 'const A = class extends FlowSpec {};\nexport class B extends A { @step start() {} }'],
  ])('that extends what %s', async (_what, source) => expect(await found(`${head}${source}`)).toEqual(['MF1043 3:24']));
  it.each([
    ['without steps', '{}'],
    ['with steps', '{ @step start() {} }'],
  ])('whose base cannot be found, %s', async (_what, body) => {
    expect(await found(`${head}import { A } from './a.flow';\nexport class B extends A ${body}`)).toEqual([
      'MF1044 3:24',
    ]);
    expect(await found(`${head}export class B extends A ${body}`)).toEqual(['MF1044 2:24']);
  });
  it('that has a plain method where it inherits a step', async () => {
    const base = 'class A extends FlowSpec { @step start() { this.next(this.end); } @step end() {} }';
    expect(await found(`${head}${base}\nexport class B extends A { start() {} }`)).toEqual(['MF1046 3:28']);
    expect(await found(`${head}${base}\nexport class B extends A { declare end: never; }`)).toEqual([]);
  });
  it('that calls an inherited step anywhere but last', async () => {
    const base = 'class A extends FlowSpec { @step start() { this.next(this.end); } @step end() {} help() {} }';
    const heir = (body: string) => found(`${head}${base}\nexport class B extends A { @step start() { ${body} } }`);
    expect(await heir('super.start();')).toEqual([]);
    expect(await heir('super.help(); super.end(); return super.start();')).toEqual([]);
    expect(await heir('if (x) super.start();')).toEqual(['MF1020 3:51']);
    expect(await heir('[1].map(() => super.start());')).toEqual(['MF1021 3:58']);
    expect(await heir('super.start(); this.next(this.end);')).toEqual(['MF1022 3:59']);
    expect(await heir('super.start(); x();')).toEqual(['MF1023 3:44']);
  });
});

describe('a step', () => {
  it.each([
    ['static', '  @step static start() {}', 'MF1010 3:16'],
    ['private', '  @step private start() {}', 'MF1010 3:17'],
    ['#private', '  @step #start() {}', 'MF1010 3:9'],
    ['computed', "  @step ['start']() {}", 'MF1010 3:10'],
    ['a generator', '  @step *start() {}', 'MF1010 3:10'],
    ['an async generator', '  @step async *start() {}', 'MF1010 3:16'],
    ['a getter', '  @step get start() { return 1; }', 'MF1010 3:13'],
    ['a field', '  @step start = () => {};', 'MF1010 3:9'],
    ['an accessor', '  @step accessor start = 1;', 'MF1010 3:18'],
    ['with two parameters', '  @step join(inputs, more) {}', 'MF1011 3:22'],
  ])('%s', async (_what, body, problem) => expect(await inFlow(body)).toEqual([problem]));

  it('without @step', async () => {
    expect(await inFlow('  @retry() start() {}')).toEqual(['MF1012 3:12']);
    expect(await inFlow('  start() { this.next(this.end); }')).toEqual(['MF1013 3:13']);
    expect(await inFlow('  @retry() start() { this.next(this.end); }')).toEqual(['MF1012 3:12', 'MF1013 3:22']);
  });
});

it('an import of what @mf/flow does not have is told, a close name too', async () => {
  const { diagnostics, loadable } = await extractFlow(
    `import { FlowSpec, steps, Inputs, type Nothing, Markdown as M } from '@mf/flow';
import mf, { step } from '@mf/flow';
import { other } from '@mf/flow/cards';
export class A extends FlowSpec { @step start() {} }`,
    'my.flow.ts',
  );
  expect(diagnostics.map(({ code, at, message, advice }) => [code, at.line, at.column, message, advice])).toEqual([
    [
      'MF1008',
      1,
      20,
      '@mf/flow has no export steps. Did you mean step?',
      'Correct the name, or import it from where it is.',
    ],
    ['MF1008', 1, 49, '@mf/flow has no export Markdown.', "Import Markdown from '@mf/flow/cards'."],
    ['MF1008', 2, 8, '@mf/flow has no default export.', 'Import by names: import { FlowSpec, step }.'],
  ]);
  expect(loadable).toBe(false);
});

describe('a decorator that is not called', () => {
  it('of a step or a class, wherever it is imported from @mf/flow', async () => {
    const { diagnostics, loadable } = await extractFlow(
      `import * as mf from '@mf/flow';
import { retry as again, schedule, step } from '@mf/flow';
@schedule
export class A extends mf.FlowSpec {
  @again @step start() {}
  @step
  @mf.catchError end() {}
}`,
      'my.flow.ts',
    );
    expect(diagnostics.map(({ code, at, advice }) => [code, at.line, at.column, advice])).toEqual([
      ['MF1014', 5, 3, 'Write @again().'],
      ['MF1014', 7, 3, 'Write @mf.catchError().'],
      ['MF1014', 3, 1, 'Write @schedule().'],
    ]);
    expect(loadable).toBe(false);
  });
  it('says what those need that cannot do without options', async () => {
    const { diagnostics } = await extractFlow(
      "import { FlowSpec, step, timeout } from '@mf/flow';\nexport class A extends FlowSpec { @timeout @step start() {} }",
      'my.flow.ts',
    );
    expect(diagnostics.map(({ advice }) => advice)).toEqual(['Write @timeout({ minutes: 10 }).']);
  });
  it('nor is one enough that is called without them', async () => {
    const { diagnostics, loadable } = await extractFlow(
      `import { FlowSpec, resources, retry, step, timeout, trigger } from '@mf/flow';
@trigger()
export class A extends FlowSpec {
  @retry() @resources() @timeout() @step start() {}
}`,
      'my.flow.ts',
    );
    expect(diagnostics.map(({ code, at, message, advice }) => [code, at.line, at.column, message, advice])).toEqual([
      ['MF1016', 4, 25, '@timeout needs options.', 'Write it like @timeout({ minutes: 10 }).'],
      ['MF1016', 2, 1, '@trigger needs options.', "Write it like @trigger({ event: 'data_ready' })."],
    ]);
    expect(loadable).toBe(false);
  });
  it("is none when it is one of the author's own", async () => {
    const source =
      "import { FlowSpec, step } from '@mf/flow';\nimport { retry } from './own';\nexport class A extends FlowSpec { @retry @step start() {} }";
    expect(await found(source)).toEqual([]);
  });
  it('is one of all that @mf/flow has but @step', () => {
    const folder = join(__dirname, '../../../flow/src');
    const decorators = readdirSync(folder).flatMap((file) =>
      file.endsWith('.ts') && !file.endsWith('decorator.ts') && file !== 'step.ts'
        ? [...readFileSync(join(folder, file), 'utf8').matchAll(declaration)].map(
            ([, name, of]) => `${name}: ${of?.toLowerCase()}`,
          )
        : [],
    );
    expect([...ourDecorators].map(([name, { of }]) => `${name}: ${of === 'both' ? 'flow' : of}`).sort()).toEqual(
      [...new Set(decorators)].sort(),
    );
  });
});

it('a decorator on what it is not for', async () => {
  const { diagnostics, loadable } = await extractFlow(
    `import { airflow, FlowSpec, project, retry, schedule, step } from '@mf/flow';
@airflow({}) @schedule() @retry()
export class A extends FlowSpec {
  @schedule() @project({ name: 'a' }) @airflow({}) @step start() {}
}`,
    'my.flow.ts',
  );
  expect(diagnostics.map(({ code, at, message }) => `${code} ${at.line}:${at.column} ${message}`)).toEqual([
    'MF1015 4:3 @schedule is for flows, and means nothing on a method.',
    'MF1015 4:15 @project is for flows, and means nothing on a method.',
    'MF1015 2:26 @retry is for steps, and means nothing on a class.',
  ]);
  expect(loadable).toBe(false);
});

const declaration = /^export function (\w+)\([^)]*\): (Flow|Step)Decorator/gm;

describe('where this.next stands', () => {
  it.each([
    ['an if', '  @step s() { if (x) this.next(this.a); }', ['MF1020 3:22']],
    [
      'both branches',
      '  @step s() { if (x) { this.next(this.a); } else { this.next(this.b); } }',
      ['MF1020 3:24', 'MF1020 3:52'],
    ],
    ['a loop', '  @step s() { for (const i of x) this.next(this.a); }', ['MF1020 3:34']],
    ['a while', '  @step s() { while (x) this.next(this.a); }', ['MF1020 3:25']],
    ['a try', '  @step s() { try { this.next(this.a); } finally {} }', ['MF1020 3:21']],
    ['a switch', '  @step s() { switch (x) { case 1: this.next(this.a); } }', ['MF1020 3:36']],
    ['an expression', '  @step s() { x && this.next(this.a); }', ['MF1020 3:20']],
    ['an assignment', '  @step s() { const x = this.next(this.a); }', ['MF1020 3:25']],
    ['a callback', '  @step s() { x.then(() => this.next(this.a)); }', ['MF1021 3:28']],
    ['a callback in an if', '  @step s() { if (x) { x.map(function () { this.next(this.a); }); } }', ['MF1021 3:44']],
    ['twice', '  @step s() { this.next(this.a); this.next(this.b); }', ['MF1022 3:34']],
    ['not last', '  @step s() { this.next(this.a); this.x = 1; }', ['MF1023 3:15']],
    ['behind an early return', '  @step s() { if (x) return; this.next(this.a); }', ['MF1024 3:22']],
    ['before a bare return', '  @step s() { this.next(this.a); return; }', []],
    ['before a function', '  @step s() { this.next(f()); function f() { return 1; } }', ['MF1025 3:25']],
    ['beside a return of a callback', '  @step s() { x.map((y) => { return y; }); this.next(this.a); }', []],
    ['computed, but plain', "  @step s() { this['next'](this.a); }", []],
    ['of another object', '  @step s() { iterator.next(); this.next(this.a); }', []],
    ['of a class inside', '  @step s() { class X { m() { this.next(1); } } this.next(this.a); }', []],
  ])('%s', async (_what, body, problems) => expect(await inFlow(body)).toEqual(problems));
});

describe('what this.next says', () => {
  it.each([
    ['nothing', '  @step s() { this.next(); }', ['MF1025 3:15']],
    ['a call', '  @step s() { this.next(this.a()); }', ['MF1025 3:25']],
    ['text', "  @step s() { this.next('a'); }", ['MF1025 3:25']],
    ['a variable', '  @step s() { this.next(a, this.b); }', ['MF1025 3:25']],
    ['a computed member', "  @step s() { this.next(this['a']); }", ['MF1025 3:25']],
    ['a spread', '  @step s() { this.next(...steps); }', ['MF1025 3:25']],
    ['a foreach over a value', '  @step s() { this.next(this.a, { foreach: this.items }); }', ['MF1026 3:44']],
    ['a foreach of two steps', "  @step s() { this.next(this.a, this.b, { foreach: 'items' }); }", ['MF1026 3:41']],
    ['an unknown option', "  @step s() { this.next(this.a, { forEach: 'items' }); }", ['MF1026 3:35']],
    ['no option', '  @step s() { this.next(this.a, {}); }', ['MF1026 3:33']],
    ['a spread option', '  @step s() { this.next(this.a, { ...options }); }', ['MF1026 3:35']],
    ['an option too many', "  @step s() { this.next(this.a, { foreach: 'x', limit: 1 }); }", ['MF1026 3:49']],
    ['a switch without condition', '  @step s() { this.next({ x: this.a, y: this.b }); }', ['MF1026 3:15']],
    [
      'a switch by a value',
      '  @step s() { this.next({ x: this.a, y: this.b }, { condition: this.c }); }',
      ['MF1026 3:64'],
    ],
    ['a computed case', "  @step s() { this.next({ [x]: this.a, y: this.b }, { condition: 'c' }); }", ['MF1027 3:27']],
    ['a spread of cases', "  @step s() { this.next({ ...cases, y: this.b }, { condition: 'c' }); }", ['MF1027 3:27']],
    ['a case that is no step', "  @step s() { this.next({ x: a, y: this.b }, { condition: 'c' }); }", ['MF1025 3:30']],
  ])('%s', async (_what, body, problems) => expect(await inFlow(body)).toEqual(problems));

  it('is guessed where it cannot be read, so that lint can go on', async () => {
    expect(await transition('  @step s() { if (x) this.next(this.a); else this.next(this.b); }')).toEqual({
      next: {
        kind: 'switch',
        condition: '',
        cases: [
          { value: 'a', to: 'a' },
          { value: 'b', to: 'b' },
        ],
      },
      nextReading: 'ambiguous',
    });
    expect(await transition('  @step s() { if (x) { this.next(this.a); return; } this.next(this.a); }')).toEqual({
      next: { kind: 'linear', to: 'a' },
    });
    expect(await transition('  @step s() { this.next(this.a, { foreach: this.items }); }')).toEqual({
      next: { kind: 'foreach', to: 'a', over: '' },
      nextReading: 'partial',
    });
    expect(await transition('  @step s() { this.next(this.a, ...more); }')).toEqual({
      next: { kind: 'split', to: ['a'] },
      nextReading: 'partial',
    });
  });
});

it('reports all of a file at once', async () => {
  const problems = await inFlow(`  @step static a() { this.next(this.b()); }
  @step b() { if (x) this.next(this.c); }
  @retry() c() {}`);
  expect(problems).toEqual(['MF1010 3:16', 'MF1025 3:32', 'MF1020 4:22', 'MF1012 5:12']);
});
