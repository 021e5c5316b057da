import { PodRun } from './pod-run';

const flow = 'e2e/kubernetes/flows/pod-troubles.flow.ts';

test.concurrent('Ctrl-C deletes the pods, and the task records that it was stopped', async () => {
  const run = (await PodRun.open()).start('run', flow, '--what', 'wait', '--with', 'retry');
  await run.says('attempt 0');
  run.kill('SIGINT');
  expect(await run.ended).toBe(130);
  expect(run.printed).toContain('Task stopped by the scheduler.');
  await run.idle();
  const { tasks } = await run.read('PodTroublesFlow');
  expect(tasks['start/1']?.exception?.message).toContain('was stopped by SIGTERM');
  await run.close();
});

test.concurrent('pods end by themselves when their scheduler was killed', async () => {
  const run = await PodRun.open({ METAFLOW_KUBERNETES_LEASE_SECONDS: '12' });
  run.start('run', flow, '--what', 'wait');
  await run.says('attempt 0');
  // Longer than the lease: it is renewed as long as there is somebody to do it.
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  expect(await run.pods()).toHaveLength(1);
  run.kill('SIGKILL');
  await run.ended;
  await run.idle();
  await run.close();
});

test.concurrent('pods are listed, and killed', async () => {
  const run = (await PodRun.open()).start('run', flow, '--what', 'wait');
  await run.says('attempt 0');
  const { id } = run;
  const [pod] = await run.pods();
  const other = run.another();
  expect(await other.start('kubernetes', 'list', flow).ended).toBe(0);
  expect(other.printed).toMatch(new RegExp(`^TASK +ATTEMPT +POD .*\n${id}/start/1 +0 +${pod!.metadata.name} +Running`));
  expect(await other.start('kubernetes', 'kill', flow, '--run-id', id).ended).toBe(0);
  expect(other.printed).toBe(`Killing pod ${pod!.metadata.name}\n`);
  expect(await run.ended).toBe(1);
  expect(run.printed).toContain('error MF9016');
  await run.idle();
  expect(await other.start('kubernetes', 'list', flow, '--my-runs').ended).toBe(0);
  await run.close();
});

test.concurrent('a run that failed is resumed in pods', async () => {
  const run = (await PodRun.open()).start('run', flow, '--what', 'fail');
  expect(await run.ended).toBe(1);
  expect(run.printed).toContain('Error: not yet');
  const origin = run.id;
  const [, printed = ''] = /^To continue where it stopped: +mf (.*)$/m.exec(run.printed) ?? [];
  expect([await run.start(...printed.split(' ')).ended, run.printed]).toEqual([
    0,
    expect.stringContaining('(pod start-') as string,
  ]);
  const { data, tasks } = await run.read('PodTroublesFlow');
  expect(data).toMatchObject({ attempts: 1 });
  expect(run.printed).toContain(`PodTroublesFlow/${origin} cloned!`);
  expect(Object.values(tasks).map(({ metadata }) => metadata['origin-run-id'])).toEqual([origin, origin]);
  await run.close();
});
