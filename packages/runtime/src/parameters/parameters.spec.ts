import type { FlowIR, Json, ParameterDescription } from '@mf/ir';
import { convertJson, convertText } from './convert-value';
import { readParametersVariable, resolveParameters } from './resolve-parameters';

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

test.each<[ParameterDescription['type'], string, Json]>([
  ['int', '7', 7],
  ['int', ' -300 ', -300],
  ['int', '+0', 0],
  ['float', '1', 1],
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
])('%s from %j', (type, text, value) => {
  expect(convertText(parameter({ type }), text, '--p')).toEqual(value);
});

test.each<[ParameterDescription['type'], string, string]>([
  ['int', '1.5', 'a whole number'],
  ['int', 'seven', 'a whole number'],
  ['int', '', 'a whole number'],
  ['int', '9007199254740993', 'a whole number'],
  ['int', '0x10', 'a whole number'],
  ['float', '', 'a number'],
  ['float', 'nan', 'a number'],
  ['float', 'much', 'a number'],
  ['boolean', '2', 'true or false'],
  ['json', '{a: 1}', 'JSON'],
])('%s refuses %j', (type, text, expected) => {
  expect(() => convertText(parameter({ type, name: 'alpha' }), text, '--alpha')).toThrow(
    expect.objectContaining({
      code: 'MF2101',
      message: `Parameter alpha: ${JSON.stringify(text)} from --alpha is not ${expected}`,
      advice: `Give alpha a value that is ${expected}.`,
    }),
  );
});

test('values of a scheduler keep their types, and text is read as on a command line', () => {
  expect(convertJson(parameter({ type: 'int' }), 3, 's')).toBe(3);
  expect(convertJson(parameter({ type: 'float' }), '0.5', 's')).toBe(0.5);
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
    expect.objectContaining({ code: 'MF2102', advice: 'Choose one of "small", "large".' }),
  );
  expect(() => convertText({ ...size, separator: ',' }, 'small,huge', '--size')).toThrow('"huge" from --size');
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
      message: 'F has no parameter alhpa',
      advice: 'Its parameters are alpha.',
    }),
  );
  expect(() => readParametersVariable(flow(), '{"x": 1}')).toThrow('F has no parameter x');
});

test('METAFLOW_PARAMETERS is one JSON object', () => {
  const ir = flow({ name: 'a', type: 'int', default: 1 }, { name: 'b', type: 'boolean', default: true });
  expect(readParametersVariable(ir, '{"b": false}')).toEqual({ a: 1, b: false });
  expect(readParametersVariable(ir, undefined)).toEqual({ a: 1, b: true });
  for (const text of ['[1]', 'null', 'x']) {
    expect(() => readParametersVariable(ir, text)).toThrow(expect.objectContaining({ code: 'MF2105' }));
  }
});
