import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

it('the types of all options agree with their schemas', () => {
  const script = join(__dirname, '../scripts/write-option-types.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
