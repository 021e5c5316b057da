import { equal } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runFlow } from '@mf/cli/testing';

const flow = join(import.meta.dirname, 'parameter.flow.ts');

test('every step sees the parameter', async () => {
  const run = await runFlow(flow, { parameters: { alpha: 0.5 } });

  equal(await run.successful, true);
  equal((await run.data)?.['alpha'], 0.5);
  equal(await (await run.step('end').task)?.stdout, 'alpha is still 0.5\n');
});
