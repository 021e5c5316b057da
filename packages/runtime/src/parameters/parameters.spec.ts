import type { FlowIR, ParameterDescription } from '@mf/ir';
import { type ExactJson, formatExactJson, parseExactJson } from '@mf/ir/exact-json';
import { convertDefault, convertJson, convertText } from './convert-value';
import { formatParameters, readParametersVariable, resolveParameters } from './resolve-parameters';

const at = { file: 'x.flow.ts', line: 1, column: 1 };

function parameter(description: Partial<ParameterDescription>): ParameterDescription {
  return {
    property: 'p',
    name: 'p',
    type: 'string',
    computedDefault: false,
    required: false,
    help: '',
    ...description,
  };
}

function flow(...parameters: Partial<ParameterDescription>[]): FlowIR {
  return {
    ...{ irVersion: 1, name: 'F', at, doc: '', steps: [], fields: [], constants: [], decorators: [] },
    parameters: parameters.map((description) => ({
      ...parameter({ property: description.name ?? 'p', ...description }),
      at,
    })),
  };
}

const f = (value: number) => new Number(value);

test.each<[ParameterDescription['type'], string, ExactJson]>([
  ['int', '7', 7],
  ['int', ' -300 ', -300],
  ['int', '+0', 0],
  ['int', '-0', 0],
  ['int', '1_000', 1000],
  ['bigint', '-9007199254740993', -9007199254740993n],
  ['float', '1', f(1)],
  ['float', '1_0.5', 10.5],
  ['float', '1.', f(1)],
  ['float', 'NaN', NaN],
  ['float', '-Infinity', -Infinity],
  ['float', 'inf', Infinity],
  ['float', '1e-3', 0.001],
  ['float', '-.5', -0.5],
  ['boolean', 'True', true],
  ['boolean', 'yes', true],
  ['boolean', '0', false],
  ['boolean', 'off', false],
  ['string', '', ''],
  ['string', ' 7 ', ' 7 '],
  ['json', '{"a": [1, null]}', { a: [1, null] }],
  ['json', '"text"', 'text'],
  ['json', '[2.0, 9007199254740993]', [f(2), 9007199254740993n]],
  ['file', './größe.csv', './größe.csv'],
  ['file', '{"url": "F/ab", "size": 3}', { url: 'F/ab', size: 3 }],
])('%s from %j', (type, text, value) => {
  expect(convertText(parameter({ type }), text, '--p')).toEqual(value);
});

test.each<[ParameterDescription['type'], string, string]>([
  ['int', '1.5', 'not a whole number'],
  ['int', 'seven', 'not a whole number'],
  ['int', '', 'not a whole number'],
  ['int', '1__0', 'not a whole number'],
  ['int', '9007199254740993', 'beyond what a number holds exactly (2^53)'],
  ['int', '0x10', 'not a whole number'],
  ['bigint', '1e3', 'not a whole number'],
  ['float', '', 'not a number'],
  ['float', '0x10', 'not a number'],
  ['float', 'much', 'not a number'],
  ['float', '.', 'not a number'],
  ['boolean', '2', 'not true or false'],
  ['boolean', '', 'not true or false'],
  ['json', '{a: 1}', 'not JSON'],
  ['json', '', 'not JSON'],
  ['file', '', 'not the path of a file'],
  ['file', '{"a": 1}', 'not the path of a file'],
])('%s refuses %j', (type, text, problem) => {
  expect(() => convertText(parameter({ type, name: 'alpha' }), text, '--alpha')).toThrow(
    expect.objectContaining({
      code: 'MF2101',
      message: `Parameter alpha: ${JSON.stringify(text)} from --alpha is ${problem}`,
    }),
  );
});

test('the advice has a value that would do', () => {
  const refused = (given: Partial<ParameterDescription>, text: string) => {
    try {
      return convertText(parameter({ name: 'alpha', ...given }), text, '--alpha');
    } catch (error) {
      return (error as { advice: string }).advice;
    }
  };
  expect(refused({ type: 'float' }, 'much')).toBe('alpha takes a number, e.g. --alpha 0.5');
  expect(refused({ type: 'json' }, '{')).toBe(`alpha takes JSON, e.g. --alpha '{"key": [1, "two", null]}'`);
  expect(refused({ type: 'int' }, '9007199254740993')).toBe(
    "Give a smaller number, or declare the parameter with type: 'bigint'.",
  );
});

test('every number and text is the same after its way through a process', () => {
  const numbers = [0, -0, 1, 0.1, -2.5, 1e21, 1e-7, 5e-324, 2 ** 53, Number.MAX_VALUE];
  for (const number of numbers) {
    for (const [type, text] of [
      ['float', String(number)],
      ['json', `[${number}]`],
    ] as const) {
      const value = convertText(parameter({ type }), text, '--p');
      expect(convertJson(parameter({ type }), parseExactJson(formatExactJson(value)), 's')).toEqual(value);
    }
  }
  for (const text of ['', 'é☃\u2028', '"\\\n\t', '{{ x }}', "'$(id)'"]) {
    expect(parseExactJson(formatExactJson(convertText(parameter({}), text, '--p')))).toBe(text);
  }
});

test('a default that is text is read as on a command line', () => {
  expect(convertDefault(parameter({ type: 'json' }), '{"a": 2.0}')).toEqual({ a: f(2) });
  expect(convertDefault(parameter({ type: 'json' }), { a: 2 })).toEqual({ a: 2 });
  expect(convertDefault(parameter({ type: 'bigint' }), '5')).toBe(5n);
  expect(convertDefault(parameter({ separator: ',' }), '')).toEqual([]);
  expect(convertDefault(parameter({ type: 'float' }), 2)).toEqual(f(2));
  expect(() => convertDefault(parameter({ type: 'json', name: 'info' }), 'text')).toThrow(
    'Parameter info: "text" from its default is not JSON',
  );
  expect(() => convertDefault(parameter({ type: 'int' }), 1.5)).toThrow('1.5 from its default is not a whole number');
});

test('values of a scheduler keep their types, and text is read as on a command line', () => {
  expect(convertJson(parameter({ type: 'int' }), 3, 's')).toBe(3);
  expect(convertJson(parameter({ type: 'float' }), '0.5', 's')).toBe(0.5);
  expect(convertJson(parameter({ type: 'int' }), f(3), 's')).toBe(3);
  expect(convertJson(parameter({ type: 'bigint' }), 3, 's')).toBe(3n);
  expect(convertJson(parameter({ type: 'boolean' }), 'False', 's')).toBe(false);
  expect(convertJson(parameter({ type: 'string', separator: ',' }), 'a,b', 's')).toEqual(['a', 'b']);
  expect(convertJson(parameter({ type: 'string', separator: ',' }), ['a'], 's')).toEqual(['a']);
  expect(convertJson(parameter({ type: 'json' }), 'just text', 's')).toBe('just text');
  expect(convertJson(parameter({ type: 'int' }), null, 's')).toBeNull();
  expect(() => convertJson(parameter({ type: 'int' }), 1.5, 's')).toThrow(expect.objectContaining({ code: 'MF2101' }));
  expect(() => convertJson(parameter({ type: 'string' }), 5, 's')).toThrow('5 from s is not a text');
  expect(() => convertJson(parameter({ type: 'string', required: true }), null, 's')).toThrow(
    'null from s is not a text',
  );
});

test('a value must be one of the choices', () => {
  const size = parameter({ name: 'size', choices: ['small', 'large'] });
  expect(convertText(size, 'large', '--size')).toBe('large');
  expect(() => convertText(size, 'huge', '--size')).toThrow(
    expect.objectContaining({ code: 'MF2102', advice: 'Choose one of small, large.' }),
  );
  expect(() => convertText({ ...size, separator: ',' }, 'small,huge', '--size')).toThrow('"huge" from --size');
  expect(() => convertText(size, 'smal', '--size')).toThrow('is not one of its choices. Did you mean small?');
  const rate = parameter({ type: 'float', choices: [1, 0.5] });
  expect(convertText(rate, '1.0', '--rate')).toEqual(f(1));
  expect(() => convertText(rate, '2', '--rate')).toThrow('2.0 from --rate is not one of its choices');
});

test('the command line comes before the environment, and that before the default', () => {
  const ir = flow({ name: 'film-size', type: 'int', default: 1 });
  expect(resolveParameters(ir, {}, {})).toEqual({ 'film-size': 1 });
  expect(resolveParameters(ir, {}, { METAFLOW_RUN_FILM_SIZE: '2' })).toEqual({ 'film-size': 2 });
  expect(resolveParameters(ir, { 'film-size': '3' }, { METAFLOW_RUN_FILM_SIZE: '2' })).toEqual({ 'film-size': 3 });
});

test('without a default the value is null, unless it is required or computed', () => {
  expect(resolveParameters(flow({ name: 'a' }, { name: 'b', computedDefault: true }), {}, {})).toEqual({ a: null });
  expect(resolveParameters(flow({ name: 'list', separator: ',', default: 'a,b' }), {}, {})).toEqual({
    list: ['a', 'b'],
  });
  expect(() => resolveParameters(flow({ name: 'a-b', required: true, help: 'Which' }), {}, {})).toThrow(
    expect.objectContaining({
      code: 'MF2103',
      message: 'Parameter a-b is required (Which)',
      advice: 'Give it with --a-b VALUE, or as METAFLOW_RUN_A_B in the environment.',
    }),
  );
});

test('a parameter that the flow does not have is an error, wherever it comes from', () => {
  expect(() => resolveParameters(flow({ name: 'alpha' }), { alhpa: '1' }, {})).toThrow(
    expect.objectContaining({
      code: 'MF2104',
      message: 'F has no parameter alhpa. Did you mean alpha?',
      advice: 'Its parameters are alpha.',
    }),
  );
  expect(() => readParametersVariable(flow(), '{"x": 1}')).toThrow('F has no parameter x');
});

test('a run passes the values that it has, floats without a number in JSON too', () => {
  const given = {
    a: 'inf',
    b: '-inf',
    c: 'nan',
    d: '-0',
    e: '1e400',
    f: '2',
    g: '{"x": [1e400, -0.0, 2.0]}',
    h: 'inf',
  };
  const ir = flow(
    ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, type: 'float' as const })),
    { name: 'g', type: 'json' },
    { name: 'h' },
    { name: 'i', type: 'float', default: '-inf' },
    { name: 'j', type: 'float', default: '-0.0' },
  );
  const values = resolveParameters(ir, given, {});
  expect(values).toStrictEqual({
    ...{ a: Infinity, b: -Infinity, c: NaN, d: f(-0), e: Infinity, f: f(2), g: { x: [Infinity, f(-0), f(2)] } },
    ...{ h: 'inf', i: -Infinity, j: f(-0) },
  });
  expect(readParametersVariable(ir, formatParameters(values))).toStrictEqual(values);
});

test('a float that is no choice is named', () => {
  const ir = flow({ name: 'a', type: 'float', choices: [1, 2] });
  expect(() => resolveParameters(ir, { a: '-inf' }, {})).toThrow(
    'Parameter a: -inf from --a is not one of its choices',
  );
});

test('a required parameter that the event of a run did not bring is an error that names the field', () => {
  const ir = flow({ name: 'day', type: 'string', required: true });
  const events = { day: { source: 'field date of event ready' } };
  expect(() => readParametersVariable(ir, '{"day": null}', events)).toThrow(
    expect.objectContaining({
      code: 'MF2103',
      advice: expect.stringContaining('without field date of event ready') as string,
    }),
  );
  expect(readParametersVariable(ir, '{"day": "today"}', events)).toEqual({ day: 'today' });
});

test('METAFLOW_PARAMETERS is one JSON object', () => {
  const ir = flow({ name: 'a', type: 'int', default: 1 }, { name: 'b', type: 'boolean', default: true });
  expect(readParametersVariable(ir, '{"b": false}')).toEqual({ a: 1, b: false });
  expect(readParametersVariable(ir, undefined)).toEqual({ a: 1, b: true });
  for (const text of ['[1]', 'null', 'x']) {
    expect(() => readParametersVariable(ir, text)).toThrow(expect.objectContaining({ code: 'MF2105' }));
  }
});
