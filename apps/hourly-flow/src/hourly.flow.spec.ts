import { equal, match } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runFlow } from '@mf/cli/testing';

test('it tells the time', async () => {
  const run = await runFlow(join(import.meta.dirname, 'hourly.flow.ts'));

  equal(await run.successful, true);
  match(String(await (await run.step('start').task)?.stdout), /^time is \d{4}-\d\d-\d\dT/);
});
