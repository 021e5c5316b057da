import { equal } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runFlow } from '@mf/cli/testing';

const flow = join(import.meta.dirname, 'debug.flow.ts');

test('it fails in b, which keeps the artifacts and the error', async () => {
  const run = await runFlow(flow);
  const failed = await run.step('b').task;

  equal(await run.successful, false);
  equal((await failed?.data)?.['x'], 43);
  equal((await failed?.exception)?.exception, 'cannot work with x = 43');
});

test('it succeeds when it is fixed', async () => {
  const run = await runFlow(flow, { env: { DEBUG_FLOW_FIXED: '1' } });

  equal(await run.successful, true);
});
