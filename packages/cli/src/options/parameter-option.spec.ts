import { Command } from 'commander';
import type { ParameterIR } from '@mf/ir';
import { parameterOption, parameterValues } from './parameter-option';

const parameter = (given: Partial<ParameterIR>): ParameterIR => ({
  ...{ property: 'p', name: 'p', type: 'string', computedDefault: false, required: false, help: '' },
  at: { file: 'x.flow.ts', line: 1, column: 1 },
  ...given,
});

const words = (given: Partial<ParameterIR>): string => {
  const { flags, description } = parameterOption(parameter(given));
  return `${flags} ${description}`.trim();
};

test.each<[Partial<ParameterIR>, string]>([
  [{}, '--p <text>'],
  [{ type: 'int', default: 3, help: 'How many' }, '--p <int> How many (default: 3)'],
  [{ type: 'boolean', required: true }, '--p <true|false> (required)'],
  [{ choices: ['small', 'large'], default: 'small' }, '--p <small|large> (default: small)'],
  [{ separator: ',', default: '' }, '--p <text,text...> (default: empty)'],
  [{ type: 'json', default: { a: 1 } }, '--p <json> (default: {"a":1})'],
  [
    { type: 'file', computedDefault: true },
    '--p <path> (default: computed when the run starts, on Airflow when the flow is deployed)',
  ],
  [{ type: 'float', default: null }, '--p <float>'],
])('%j', (given, text) => expect(words(given)).toBe(text));

test('values are taken as they stand, whatever the help says of them', () => {
  const command = new Command().exitOverride().argument('[file]');
  const parameters = [
    parameter({ name: 'list', separator: ',' }),
    parameter({ name: 'maxWorkers', choices: ['-1', 'a b', '<x>'] }),
    parameter({ name: 'dashed-name' }),
  ];
  for (const one of parameters) command.addOption(parameterOption(one));
  command.parse(['--list', 'a,b', 'file', '--maxWorkers=-1', '--dashed-name='], { from: 'user' });
  expect(command.args).toEqual(['file']);
  expect(parameterValues(command.opts())).toEqual({ list: 'a,b', maxWorkers: '-1', 'dashed-name': '' });
});
