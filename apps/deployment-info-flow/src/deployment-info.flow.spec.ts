import { equal, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runFlow } from '@mf/cli/testing';

const flow = join(import.meta.dirname, 'deployment-info.flow.ts');

test('the default is computed when the run starts', async () => {
  const run = await runFlow(flow, { env: { METAFLOW_USER: 'ada' } });
  const info = (await run.data)?.['info'] as { who: string; when: string };

  equal(info.who, 'ada');
  ok(Math.abs(Date.now() - Date.parse(info.when)) < 60_000);
});

test('a given value wins', async () => {
  const run = await runFlow(flow, { parameters: { deployment_info: { who: 'me', when: 'now' } } });

  equal(await (await run.step('start').task)?.stdout, 'This flow was deployed at now by me\n');
});
