import { extractFlow } from './extract-flow';

const flow = (
  body: string,
  head = '',
): string => `import { FlowSpec, step, retry, schedule, parameter } from '@mf/flow';
${head}
export class MyFlow extends FlowSpec {
${body}
}
`;

async function read(source: string) {
  const { syntax } = await extractFlow(source, 'apps/my/my.flow.ts');
  if (!syntax) throw new Error('no flow was read');
  return syntax;
}

describe('extractFlow', () => {
  it('reads every kind of edge', async () => {
    const { steps } = await read(
      flow(`
  @step start() { this.next(this.a, this.b); }
  @step a() { this.next(this.join); }
  @step async b() { return this.next(this.join); }
  @step join(inputs: Inputs<MyFlow>) { this.next(this.work, { foreach: 'titles' }); }
  @step work() { this.next(this.join2); }
  @step() join2(inputs) { this.next({ small: this.end, 'very large': this.big, 3: this.join2 }, { condition: \`size\` }); }
  @step({}) async big() { await this.next(this.end); return; }
  @step end() {}
`),
    );
    expect(steps.map(({ name, next, takesInputs }) => [name, takesInputs, next])).toEqual([
      ['start', false, { kind: 'split', to: ['a', 'b'] }],
      ['a', false, { kind: 'linear', to: 'join' }],
      ['b', false, { kind: 'linear', to: 'join' }],
      ['join', true, { kind: 'foreach', to: 'work', over: 'titles' }],
      ['work', false, { kind: 'linear', to: 'join2' }],
      [
        'join2',
        true,
        {
          kind: 'switch',
          condition: 'size',
          cases: [
            { value: 'small', to: 'end' },
            { value: 'very large', to: 'big' },
            { value: '3', to: 'join2' },
          ],
        },
      ],
      ['big', false, { kind: 'linear', to: 'end' }],
      ['end', false, { kind: 'end' }],
    ]);
  });

  it('reads fields by what they start with', async () => {
    const { fields } = await read(
      flow(`
  alpha = parameter({ default: 0.01 });
  beta = parameter({ default: 1 }) as number;
  threshold = 5;
  titles!: string[];
  declare score: number;
  note?: string;
  'quoted name': number;
  static shared = 1;
  #secret = 2;
  [Symbol.iterator] = 3;
  method() {}
`),
    );
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['alpha', 'parameter'],
      ['beta', 'parameter'],
      ['threshold', 'constant'],
      ['titles', 'artifact'],
      ['score', 'artifact'],
      ['note', 'artifact'],
      ['quoted name', 'artifact'],
    ]);
  });

  it('reads docs without their stars', async () => {
    const syntax = await read(`/** The file's own. */
import { FlowSpec, step } from '@mf/flow';
/**
 * Trains a model.
 *
 *   indented
 */
export class MyFlow extends FlowSpec {
  /** Begins. */
  @step start() { this.next(this.end); }
  // no doc
  @step
  /** Ends,\r\n   * at last. */
  end() {}
}`);
    expect(syntax.doc).toBe('Trains a model.\n\n  indented');
    expect(syntax.steps.map(({ doc }) => doc)).toEqual(['Begins.', 'Ends,\nat last.']);
  });

  it('reads decorators of @mf/flow, in the order and with the places of the source', async () => {
    const { decorators, steps } = await read(
      flow(
        `  @retry({ times: 2 }) @mine
  @step start() {}`,
        '@schedule({ daily: true })',
      ),
    );
    expect(decorators).toEqual([{ name: 'schedule', at: { file: 'apps/my/my.flow.ts', line: 2, column: 1 } }]);
    expect(steps[0]?.decorators).toEqual([{ name: 'retry', at: { file: 'apps/my/my.flow.ts', line: 4, column: 3 } }]);
  });

  it("spells decorators as Metaflow does: catchError is Metaflow's catch", async () => {
    const { steps } = await read(`import * as mf from '@mf/flow';
export class A extends mf.FlowSpec { @mf.catchError() @mf.triggerOnFinish() @mf.step start() {} }`);
    expect(steps[0]?.decorators.map(({ name }) => name)).toEqual(['catch', 'trigger_on_finish']);
  });

  it.each([
    [
      'named imports with other names',
      `import { FlowSpec as Base, step as node } from '@mf/flow'; export class A extends Base { @node start() {} }`,
      'A',
    ],
    [
      'a namespace',
      `import * as mf from '@mf/flow'; export class A extends mf.FlowSpec { @mf.step() start() {} }`,
      'A',
    ],
    [
      'a default export',
      `import { FlowSpec, step } from '@mf/flow'; export default class A extends FlowSpec { @step start() {} }`,
      'default',
    ],
    [
      'a default export by name',
      `import { FlowSpec, step } from '@mf/flow'; class A extends FlowSpec { @step start() {} } export default A;`,
      'default',
    ],
    [
      'a later export',
      `import { FlowSpec, step } from '@mf/flow'; class A extends FlowSpec { @step start() {} } export { A as B };`,
      'B',
    ],
    [
      'classes of other kinds beside it',
      `import { FlowSpec, step } from '@mf/flow'; class C {} export class A extends FlowSpec { @step start() {} } export class D extends C {}`,
      'A',
    ],
  ])('takes %s', async (_what, source, exportName) => {
    const { syntax, diagnostics } = await extractFlow(source, 'a.flow.ts');
    expect(diagnostics).toEqual([]);
    expect(syntax).toMatchObject({ name: 'A', exportName, steps: [{ name: 'start' }] });
  });

  it('does not take a this parameter for inputs', async () => {
    const { steps } = await read(flow(`  @step start(this: MyFlow) {}\n  @step join(this: MyFlow, inputs: X) {}`));
    expect(steps.map(({ takesInputs }) => takesInputs)).toEqual([false, true]);
  });

  it('counts columns in UTF-16 units, lines by any line end, and a byte order mark not at all', async () => {
    const source = `\uFEFFimport { FlowSpec, step } from '@mf/flow';\r\n/* 😀 */ export class MyFlow extends FlowSpec {\r  @step start() { '😀'; this.next(this.end); }\n  @step end() {}\u2028  x!: string;\n}`;
    const syntax = await read(source);
    expect(syntax.at).toMatchObject({ line: 2, column: 23 });
    expect(syntax.steps.map(({ at, nextAt }) => [at.line, at.column, nextAt.line, nextAt.column])).toEqual([
      [3, 9, 3, 25],
      [4, 9, 4, 9],
    ]);
    expect(syntax.fields[0]?.at).toMatchObject({ line: 5, column: 3 });
  });
});
