import type { FlowIR, ParameterIR } from '@mf/ir';
import { InvalidParameterValueError, MissingParameterError } from '@mf/runtime';
import { namedValues, triggerValues, ValueNotForAirflowError } from './trigger-values';

const parameter = (name: string, type: ParameterIR['type'], more: object = {}) => ({
  ...{ name, field: name, type, required: false, help: '' },
  ...more,
});
const ir = {
  name: 'PlainFlow',
  parameters: [
    parameter('alpha', 'float', { default: 0.5 }),
    parameter('count', 'int'),
    parameter('big', 'bigint'),
    parameter('flag', 'boolean'),
    parameter('rows', 'json'),
    parameter('names', 'string', { separator: ',' }),
    parameter('must', 'string', { required: true }),
  ],
} as unknown as FlowIR;

it('values are what the DAG takes, and those that are not given are left out', () => {
  const given = {
    alpha: '2',
    big: '18446744073709551617',
    flag: 'yes',
    rows: '[1, {"a": 2.0}, 9007199254740993]',
    names: 'a,b',
    must: '',
  };
  expect(triggerValues(ir, given, { METAFLOW_RUN_COUNT: '7' })).toStrictEqual({
    ...{
      alpha: new Number(2),
      count: 7,
      big: '18446744073709551617',
      flag: true,
      rows: [1, { a: new Number(2) }, 9007199254740993n],
      names: 'a,b',
      must: '',
    },
  });
  expect(triggerValues(ir, { must: '{{ x }}' }, {})).toEqual({ must: '{{ x }}' });
});

it('what is wrong, missing or no JSON is told', () => {
  expect(() => triggerValues(ir, { must: '', count: 'x' }, {})).toThrow(InvalidParameterValueError);
  expect(() => triggerValues(ir, {}, {})).toThrow(MissingParameterError);
  expect(() => triggerValues(ir, { must: '', alpha: 'inf' }, {})).toThrow(ValueNotForAirflowError);
  expect(() => triggerValues(ir, { must: '', rows: '{"a": [1e400]}' }, {})).toThrow(ValueNotForAirflowError);
  expect(() => triggerValues(ir, { must: '', rows: '[18446744073709551617]' }, {})).toThrow(ValueNotForAirflowError);
});

it('--param takes all behind the first =', () => {
  expect(namedValues(['name=a=b', 'empty='])).toEqual({ name: 'a=b', empty: '' });
  expect(() => namedValues(['name'])).toThrow("'--param name' has no value");
});
