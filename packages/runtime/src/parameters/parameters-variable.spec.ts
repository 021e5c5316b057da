import { execFileSync } from 'node:child_process';
import { parametersVariables, passedParameters } from './parameters-variable';

it('passes a large text to a process in variables that the system takes', () => {
  const text = JSON.stringify({ a: '🎬'.repeat(100_000), b: 'é"\\\n'.repeat(50_000), c: '' });
  const env = parametersVariables(text);
  const program = 'process.stdout.write(JSON.stringify(process.env))';
  const output = execFileSync(process.execPath, ['-e', program], { env, encoding: 'utf8', maxBuffer: 1 << 24 });
  expect(passedParameters(JSON.parse(output) as Record<string, string>)).toBe(text);
});

it('takes nothing of a run around this one', () => {
  const outer = parametersVariables('o'.repeat(100_000));
  expect(passedParameters({ ...outer, ...parametersVariables('{}') })).toBe('{}');
  expect(passedParameters({ METAFLOW_PARAMETERS: '{}' })).toBe('{}');
  expect(passedParameters({})).toBeUndefined();
});
