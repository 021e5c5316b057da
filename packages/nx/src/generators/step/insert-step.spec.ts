import * as morph from 'ts-morph';
import { insertStep } from './insert-step';

const flow = (...steps: string[]) =>
  `import { FlowSpec, step, type Inputs } from '@mf/flow';

/** Docs stay. */
export class MyFlow extends FlowSpec {
  items!: string[];

${steps.map((one) => `  @step ${one}\n`).join('\n')}}
`;

const linear = flow(
  'start() {\n    this.next(this.work);\n  }',
  'async work() {\n    // a comment\n    this.next(this.end);\n  }',
  'end() {}',
);

const branches = flow(
  'start() {\n    this.next(this.a, this.b);\n  }',
  'a() {\n    this.next(this.join);\n  }',
  'b() {\n    this.next(this.join);\n  }',
  "join(inputs: Inputs<MyFlow, 'a' | 'b'>) {\n    console.log(inputs.a.items, inputs.b.items, this.a);\n    this.next(this.end);\n  }",
  'end() {}',
);

const insert = (source: string, name: string, options: { after?: string; before?: string } = {}) =>
  insertStep(morph, source, { name, ...options });

describe('insertStep', () => {
  it('leads to the end when nothing else is said', () => {
    expect(insert(linear, 'check')).toBe(
      linear
        .replace('this.next(this.end)', 'this.next(this.check)')
        .replace(
          '  @step end()',
          '  /** What check does. */\n  @step check() {\n    this.next(this.end);\n  }\n\n  @step end()',
        ),
    );
  });

  it('follows a step', () => {
    const text = insert(linear, 'clean', { after: 'start' });
    expect(text).toContain('@step start() {\n    this.next(this.clean);');
    expect(text).toContain('@step clean() {\n    this.next(this.work);');
  });

  it('takes over the edge of one branch, and a join knows it by its new name', () => {
    const text = insert(branches, 'a2', { after: 'a' });
    expect(text).toContain("Inputs<MyFlow, 'a2' | 'b'>");
    expect(text).toContain('console.log(inputs.a2.items, inputs.b.items, this.a)');
    expect(text).toContain('@step a() {\n    this.next(this.a2);');
    expect(text).toContain('@step a2() {\n    this.next(this.join);');

    expect(insert(branches, 'a0', { after: 'start', before: 'a' })).toContain('this.next(this.a0, this.b);');
  });

  it('takes over the edge of a foreach and a case of a switch with what belongs to them', () => {
    const foreach = linear.replace('this.next(this.work)', "this.next(this.work, { foreach: 'items' })");
    expect(insert(foreach, 'prepare', { before: 'work' })).toContain("this.next(this.prepare, { foreach: 'items' })");
    const choice = linear.replace(
      'this.next(this.work)',
      "this.next({ a: this.work, b: this.end }, { condition: 'x' })",
    );
    expect(insert(choice, 'prepare', { after: 'start', before: 'end' })).toContain(
      "this.next({ a: this.work, b: this.prepare }, { condition: 'x' })",
    );
  });

  it.each([
    ['MF7011', branches, 'x', { after: 'start' }, /start leads to several steps: a, b/],
    ['MF7011', branches, 'x', { before: 'join' }, /several steps lead to join: a, b/],
    ['MF7011', branches, 'x', { after: 'start', before: 'join' }, /no edge leads from start to join/],
    ['MF7011', linear, 'x', { after: 'end' }, /no edge leads from end/],
    ['MF7011', linear, 'x', { after: 'nope' }, /no step nope/],
    ['MF7011', linear, 'work', {}, /has a member work already/],
    ['MF7011', linear, 'items', {}, /has a member items already/],
    ['MF7011', linear, 'a-b', {}, /cannot be the name/],
    ['MF7010', 'export const x = 1;', 'x', {}, /no class with steps/],
    [
      'MF7010',
      linear.replace('this.next(this.work)', 'if (x) this.next(this.work); else this.next(this.end)'),
      'x',
      {},
      /2 times/,
    ],
  ])('refuses with %s', (code, source, name, options, problem) => {
    const refused = expect(() => insert(source, name, options));
    refused.toThrow(expect.objectContaining({ code, message: expect.stringMatching(problem) }));
  });
});
