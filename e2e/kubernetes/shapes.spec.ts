import { PodRun } from './pod-run';

const flow = 'e2e/kubernetes/flows/pod-shapes.flow.ts';

test.concurrent("every shape runs as pods, and Metaflow's own client reads it", async () => {
  const run = (await PodRun.open()).start('run', flow, '--with', 'kubernetes', '--tag', 'pods');
  expect([await run.ended, run.printed]).toEqual([0, expect.stringContaining('Done!') as string]);
  expect(run.printed).toMatch(/\[\d+\/inner\/\d+ \(pod inner-[0-9a-f]{8}-\w+\)\] word a1\n/);
  const read = await run.read('PodShapesFlow');
  expect(read).toMatchObject({
    successful: true,
    tags: ['pods'],
    data: { words: ['a1', 'a2', 'b1', 'b2'], rounds: 2 },
  });
  const tasks = Object.entries(read.tasks);
  const ofStep = (step: string) => tasks.filter(([path]) => path.startsWith(`${step}/`)).map(([, task]) => task);
  expect(tasks.every(([, { successful }]) => successful)).toBe(true);
  expect(ofStep('count')).toHaveLength(2);
  expect(
    ofStep('inner')
      .map(({ stdout }) => stdout)
      .sort(),
  ).toEqual(['a1', 'a2', 'b1', 'b2'].map((w) => `word ${w}\n`));
  expect(ofStep('inner').every(({ stderr }) => /^and aside [ab][12]\n$/.test(stderr))).toBe(true);
  expect(ofStep('end')).toMatchObject([
    {
      stdout: 'a1 a2 b1 b2 left right 2\n',
      metadata: {
        'ds-type': 's3',
        'kubernetes-pod-name': expect.stringMatching(/^end-/) as string,
        'kubernetes-node-ip': expect.any(String) as string,
      },
    },
  ]);
  await run.idle();
  await run.close();
});
