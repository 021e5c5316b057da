import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStage } from './run-stage';
import { sum, totalText } from './tally';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mf-stage-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const program = join(__dirname, '../../../node_modules/jest/bin/jest.js');

it('what failed is told again at the end, before the counts', async () => {
  writeFileSync(join(folder, 'one.spec.js'), `test('adds', () => expect(1 + 1).toBe(3)); test('is', () => {});`);
  writeFileSync(join(folder, 'two.spec.js'), `throw new Error('no suite')`);
  writeFileSync(join(folder, 'three.spec.js'), `test.skip('not here', () => {}); test('here', () => {});`);
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'quiet.js'), 'module.exports = class {};');
  const args = [program, '--rootDir', folder, '--reporters', join(folder, 'quiet.js')];
  const counted = await runStage(folder, { name: 'sums', kind: 'jest', args, always: true });
  const text = totalText(sum({ passed: 1, failed: 1, failures: ['lint: no'] }, counted));
  expect(text).toMatch(/^lint: no\n\nsums: /);
  expect(text).toMatch(/\n\nsums: adds\nError: expect\(received\)\.toBe\(expected\)[^]*Expected: 3\nReceived: 2\n/);
  expect(text).toMatch(/sums: two\.spec\.js\n[^]*no suite/);
  expect(text).toMatch(/\n\n3 passed, 3 failed$/);
  expect(text).not.toContain('here');
});

it('a check that fails is one failure', async () => {
  const args = ['-e', 'process.exit(1)'];
  expect(await runStage(folder, { name: 'lint', kind: 'check', args, always: true })).toEqual({
    passed: 0,
    failed: 1,
    failures: ['lint: ended with 1'],
  });
});
