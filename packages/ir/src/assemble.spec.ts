import { assembleFlowIR } from './assemble';
import type { FlowDescription } from './flow-description';
import type { FlowSyntax } from './flow-syntax';
import { at, sketchSyntax } from './testing/sketch-flow';

const described = (parts: Partial<FlowDescription>): FlowDescription => ({
  steps: {},
  decorators: [],
  parameters: [],
  constants: [],
  ...parts,
});

describe('assembleFlowIR', () => {
  it("names step types in Metaflow's words", () => {
    const ir = assembleFlowIR(
      sketchSyntax({
        start: 'a',
        a: 'b, c',
        b: 'w foreach xs',
        w: 'jw',
        'jw(inputs)': 'j',
        c: 'j',
        'j(inputs)': 's',
        s: '{x: t, y: end} on k',
        t: 'end',
        end: '',
      }),
      undefined,
    );
    expect(Object.fromEntries(ir.steps.map(({ name, type }) => [name, type]))).toEqual({
      start: 'start',
      a: 'split-static',
      b: 'split-foreach',
      w: 'linear',
      jw: 'join',
      c: 'linear',
      j: 'join',
      s: 'split-switch',
      t: 'linear',
      end: 'end',
    });
    expect(
      ir.steps.filter(({ matchingJoin }) => matchingJoin).map(({ name, matchingJoin }) => [name, matchingJoin]),
    ).toEqual([
      ['a', 'j'],
      ['b', 'jw'],
    ]);
  });

  it('gives a start that splits the type of its split', () => {
    const [start] = assembleFlowIR(
      sketchSyntax({ start: 'w foreach xs', w: 'j', 'j(inputs)': 'end', end: '' }),
      undefined,
    ).steps;
    expect(start).toMatchObject({ type: 'split-foreach', matchingJoin: 'j' });
  });

  it('puts values of the description to the places of the syntax', () => {
    const syntax: FlowSyntax = {
      ...sketchSyntax({ start: 'end', end: '' }, [
        { name: 'alpha', at: at(3), kind: 'parameter' },
        { name: 'limit', at: at(4), kind: 'constant' },
        { name: 'help', at: at(5), kind: 'constant' },
        { name: 'score', at: at(6), kind: 'artifact' },
      ]),
      decorators: [{ name: 'schedule', at: at(1) }],
    };
    const alpha = {
      property: 'alpha',
      name: 'alpha',
      type: 'float',
      default: 0.01,
      computedDefault: false,
      required: false,
      help: '',
    } as const;
    const schedule = { name: 'schedule', attributes: { daily: true } };
    // `help` holds a function, which the loaded flow does not count as a constant.
    const ir = assembleFlowIR(syntax, described({ parameters: [alpha], constants: ['limit'], decorators: [schedule] }));
    expect(ir.parameters).toEqual([{ ...alpha, at: at(3) }]);
    expect(ir.constants).toEqual([{ name: 'limit', at: at(4) }]);
    expect(ir.fields.map(({ name }) => name)).toEqual(['alpha', 'limit', 'help', 'score']);
    expect(ir.decorators).toEqual([{ ...schedule, at: at(1) }]);
  });

  it('keeps a decorator for each time it is written, and puts one that is not written where its step is', () => {
    const base = sketchSyntax({ start: 'end', end: '' });
    const [start, end] = base.steps;
    const syntax = {
      ...base,
      steps: [
        {
          ...start!,
          decorators: [
            { name: 'retry', at: at(8) },
            { name: 'retry', at: at(9) },
          ],
        },
        end!,
      ],
    };
    const retry = (times: number) => ({ name: 'retry', attributes: { times } });
    const ir = assembleFlowIR(syntax, described({ steps: { start: [retry(1), retry(2)], end: [retry(3)] } }));
    expect(ir.steps.map(({ decorators }) => decorators)).toEqual([
      [
        { ...retry(1), at: at(8) },
        { ...retry(2), at: at(9) },
      ],
      [{ ...retry(3), at: end!.at }],
    ]);
  });

  it('leaves values out while the flow cannot be loaded', () => {
    const syntax = {
      ...sketchSyntax({ start: 'end', end: '' }, [{ name: 'alpha', at: at(3), kind: 'parameter' }]),
      decorators: [{ name: 'schedule', at: at(1) }],
    };
    const ir = assembleFlowIR(syntax, undefined);
    expect(ir.parameters).toEqual([]);
    expect(ir.decorators).toEqual([{ name: 'schedule', attributes: {}, at: at(1) }]);
  });
});
