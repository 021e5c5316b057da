import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRun } from '../testing/read-run';
import { workplace } from '../testing/test-flow';
import { runFlow } from './run-flow';

jest.setTimeout(60_000);

test('a run that is interrupted stops its tasks, records that, and starts no other', async () => {
  const at = await workplace({
    name: 'Long',
    source: `import { FlowSpec, step } from '@mf/flow';
import { writeFileSync } from 'node:fs';
export class Long extends FlowSpec {
  x!: number;
  @step async start() { this.x = 1; writeFileSync('started', ''); await new Promise((resolve) => setTimeout(resolve, 30000)); this.next(this.end); }
  @step end() {}
}`,
    steps: { start: { kind: 'linear', to: 'end' }, end: { kind: 'end' } },
  });
  const timer = setInterval(() => {
    if (!existsSync(join(at.root, 'started'))) return;
    clearInterval(timer);
    // Not a real signal: it would end the test runner.
    process.emit('SIGINT', 'SIGINT');
  }, 20);
  const { bundle, ir, output, env } = at;
  const result = await runFlow({ bundle, ir, output, env, cwd: at.root, with: [{ name: 'retry', attributes: {} }] });
  expect(result).toMatchObject({ status: 'interrupted', signal: 'SIGINT' });
  const shown = at.printed.join('\n');
  expect(shown).toContain('Workflow interrupted.');
  expect(shown).toContain('Terminating 1 active tasks...');
  expect(shown).toContain('Task stopped by the scheduler.');
  expect(shown).not.toContain('(retry)');
  const { steps } = await readRun(at, result.run);
  expect(steps).toMatchObject({
    start: [{ successful: false, data: { x: 1 }, exception: 'Step start was stopped by SIGTERM' }],
  });
  expect(process.listenerCount('SIGINT')).toBe(0);
  at.remove();
});
