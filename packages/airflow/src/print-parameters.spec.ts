import type { Json, ParameterIR, Plan } from '@mf/ir';
import { printDag } from './print-dag';
import { readDag } from './testing/read-dag';
import { sketchDeployment } from './testing/sketch-deployment';
import { sketchLine, sketchParameter } from './testing/sketch-plan';

const withParameter = (parameter: Partial<ParameterIR>) =>
  sketchLine(2, { parameters: [sketchParameter({ name: 'p', ...parameter })] });
const param = (parameter: Partial<ParameterIR>, parameterDefaults: Record<string, Json> = {}) =>
  readDag(printDag(withParameter(parameter), { ...sketchDeployment, parameterDefaults })).params['p'];

describe('a parameter', () => {
  it('has integers that Airflow holds, larger ones as text', () => {
    expect(param({ type: 'bigint', default: '5' })).toEqual({ default: 5, type: ['integer', 'string'] });
    expect(param({ type: 'bigint', default: '18446744073709551616' })).toMatchObject({
      default: '18446744073709551616',
    });
    expect(printDag(withParameter({ type: 'json', default: '[18446744073709551615]' }), sketchDeployment)).toContain(
      '[18446744073709551615]',
    );
    expect(() =>
      printDag(withParameter({ type: 'json', default: '[18446744073709551616]' }), sketchDeployment),
    ).toThrow(expect.objectContaining({ code: 'MF2122' }));
  });

  it('that takes a file has what was stored of it as text', () => {
    const stored = '{"url":"F/0a","size":3}';
    expect(param({ type: 'file', default: './x.csv' }, { p: stored })).toEqual({ default: stored, type: 'string' });
    expect(param({ type: 'file' })).toEqual({ default: null, type: ['string', 'null'] });
  });

  it.each<[Partial<ParameterIR>, object]>([
    [
      { type: 'int', default: 3 },
      { default: 3, type: 'integer' },
    ],
    [
      { type: 'float', default: 0.5 },
      { default: 0.5, type: 'number' },
    ],
    [
      { type: 'string', default: 'x' },
      { default: 'x', type: 'string' },
    ],
    [
      { type: 'boolean', default: false },
      { default: false, type: 'boolean' },
    ],
    [
      { type: 'int', default: null },
      { default: null, type: ['integer', 'null'] },
    ],
    [{ type: 'int' }, { default: null, type: ['integer', 'null'] }],
    [{ type: 'int', required: true }, { type: 'integer' }],
    [
      { type: 'int', required: true, default: 1 },
      { default: 1, type: 'integer' },
    ],
    [{ title: 'Films' }, { default: null, type: ['string', 'null'], title: 'Films' }],
    [{ help: 'How many' }, { default: null, type: ['string', 'null'], description: 'How many' }],
    [
      { default: 'a', choices: ['a', 'b'] },
      { default: 'a', type: 'string', enum: ['a', 'b'] },
    ],
    [{ choices: ['a', 'b'] }, { default: null, type: ['string', 'null'], enum: ['a', 'b', null] }],
    [
      { default: 'a,b', separator: ',', choices: ['a', 'b'] },
      { default: 'a,b', type: 'string', pattern: '^((a|b)(,(a|b))*)?$' },
    ],
    [
      { separator: '|', choices: ['a.b', '(c)', '$\\'] },
      {
        default: null,
        type: ['string', 'null'],
        pattern: '^((a\\.b|\\(c\\)|\\$\\\\)(\\|(a\\.b|\\(c\\)|\\$\\\\))*)?$',
      },
    ],
    [
      { choices: ['a', 'b'], required: true },
      { type: 'string', enum: ['a', 'b'] },
    ],
  ])('%j is typed', (parameter, expected) => {
    expect(param(parameter)).toEqual(expected);
  });

  it('of type JSON takes any JSON', () => {
    expect(param({ type: 'json', default: { b: 1, a: [null, 2.5] } })).toEqual({
      default: { b: 1, a: [null, 2.5] },
      type: ['object', 'array', 'string', 'number', 'boolean', 'null'],
    });
  });

  it('that is a float is printed as one', () => {
    expect(printDag(withParameter({ type: 'float', default: 2 }), sketchDeployment)).toContain(
      'Param(2.0, type="number")',
    );
    expect(printDag(withParameter({ type: 'json', default: '[2.0, 2]' }), sketchDeployment)).toContain('[2.0, 2]');
  });

  it.each<[Partial<ParameterIR>, string]>([
    [{ type: 'float', default: 'inf' }, 'is inf'],
    [{ type: 'float', default: 'nan' }, 'is nan'],
    [{ type: 'json', default: '{"a": [-1e400]}' }, 'has an infinite number'],
  ])('%j is refused, which JSON does not have', (parameter, what) => {
    expect(() => param(parameter)).toThrow(
      expect.objectContaining({ code: 'MF2123', message: expect.stringContaining(`parameter p ${what}`) as string }),
    );
    expect(() => param({ ...parameter, default: 1 }, { p: parameter.default! })).toThrow(/MF2123|Airflow cannot hold/);
  });

  it('that is a float keeps the sign of zero, and is a number where its function gave text', () => {
    const print = (parameter: Partial<ParameterIR>, defaults = {}) =>
      printDag(withParameter(parameter), { ...sketchDeployment, parameterDefaults: defaults });
    expect(print({ type: 'float', default: '-0.0' })).toContain('Param(-0.0, type="number")');
    expect(print({ type: 'float', computedDefault: true }, { p: '2.5' })).toContain('Param(2.5, type="number")');
  });

  it('has the default that was evaluated', () => {
    expect(param({ computedDefault: true }, { p: 'now' })).toEqual({ default: 'now', type: 'string' });
    expect(param({ default: 'then' }, { p: 'now' })).toEqual({ default: 'now', type: 'string' });
    expect(() => param({ computedDefault: true })).toThrow('the computed default of parameter p was not evaluated');
  });

  it('keeps the order of the source', () => {
    const plan = sketchLine(2, { parameters: ['b', 'a', 'c'].map((name) => sketchParameter({ name })) });
    expect(Object.keys(readDag(printDag(plan, sketchDeployment)).params)).toEqual(['b', 'a', 'c']);
  });
});

describe('the values of a run', () => {
  const source = (types: readonly ParameterIR['type'][], change: Partial<Plan> = {}) => {
    const parameters = types.map((type, index) => sketchParameter({ name: `p${index}`, type, default: null }));
    return printDag(sketchLine(2, { parameters, ...change }), sketchDeployment);
  };
  const template = '"METAFLOW_PARAMETERS": "{{ params | tojson }}"';

  it('are passed by a template where all are numbers and truth values', () => {
    const text = source(['int', 'float', 'boolean']);
    expect(text).toContain(template);
    expect(text).not.toMatch(/pre_execute|json\.dumps/);
  });

  it.each<ParameterIR['type']>(['string', 'bigint', 'json', 'file'])(
    'are passed in pieces where one is of type %s, which can have any size',
    (type) => {
      const text = source(['int', type]);
      expect(text).not.toContain(template);
      expect(text).toContain('step("start", pre_execute=parameters)');
    },
  );

  it('are passed beside what started the run, where events do', () => {
    const text = source(['int'], { events: [{ name: 'ready', type: 'event', parameters: {} }] });
    expect(text).not.toContain(template);
    expect(text).toContain('pre_execute=parameters');
  });
});
