import { execFileSync } from 'node:child_process';
import { passedText, textVariables } from './text-variables';

it('passes a large text to a process in variables that the system takes', () => {
  const text = JSON.stringify({ a: '🎬'.repeat(100_000), b: 'é"\\\n'.repeat(50_000), c: '' });
  const env = textVariables('TEXT', text);
  const program = 'process.stdout.write(JSON.stringify(process.env))';
  const output = execFileSync(process.execPath, ['-e', program], { env, encoding: 'utf8', maxBuffer: 1 << 24 });
  expect(passedText(JSON.parse(output) as Record<string, string>, 'TEXT')).toBe(text);
});

it('takes nothing of a run around this one', () => {
  const outer = textVariables('TEXT', 'o'.repeat(100_000));
  expect(passedText({ ...outer, ...textVariables('TEXT', '{}') }, 'TEXT')).toBe('{}');
  expect(passedText({ TEXT: '{}' }, 'TEXT')).toBe('{}');
  expect(passedText({}, 'TEXT')).toBeUndefined();
});
