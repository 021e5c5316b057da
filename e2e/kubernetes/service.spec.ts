import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFaultServer } from '../fault-server';
import { LocalService } from '../metadata-service/local-service';
import { hostAddress } from './cluster';
import { PodRun } from './pod-run';

const flow = 'e2e/kubernetes/flows/pod-troubles.flow.ts';

test.concurrent(
  'a metadata service that is configured is told of everything: by pods what they do, from here that they live',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mf-service-'));
    const service = await LocalService.start(folder, process.env);
    // Ways of their own, to see who says what.
    const [here, fromPods] = [await startFaultServer(service.url), await startFaultServer(service.url, hostAddress)];
    const run = await PodRun.open({
      METAFLOW_DEFAULT_METADATA: 'service',
      METAFLOW_SERVICE_URL: here.url,
      METAFLOW_SERVICE_INTERNAL_URL: fromPods.url,
    });
    run.start('run', flow, '--what', 'linger', '--tag', 'served');
    expect([await run.ended, run.printed]).toEqual([0, expect.stringContaining('Done!') as string]);
    const { id } = run;
    const says = (path: string) => expect.stringMatching(new RegExp(`^POST /flows/PodTroublesFlow/runs/${id}${path}$`));
    const task = '/steps/start/tasks/\\d+';
    for (const told of ['artifact', 'metadata']) expect(fromPods.requests).toContainEqual(says(`${task}/${told}`));
    for (const alive of ['', task]) expect(here.requests).toContainEqual(says(`${alive}/heartbeat`));
    const [listed] = await json(run, 'list', flow, '--json');
    expect(listed).toMatchObject({ run: id, status: 'successful', tags: ['served'] });
    const dump = run.another();
    expect(await dump.start('dump', flow, `${id}/start`, '--include', 'attempts').ended).toBe(0);
    expect(dump.printed).toContain('= 1');
    // Nothing is taken over from beside the data, for nothing was left there.
    const records = (await readdir(run.folder, { recursive: true })).filter((file) =>
      /_self\.json$|sysmeta_/.test(file),
    );
    expect(records).toEqual([]);
    await run.close();
    await Promise.all([here.stop(), fromPods.stop()]);
    await service.stop();
    await rm(folder, { recursive: true });
  },
);

async function json(run: PodRun, ...words: string[]): Promise<unknown[]> {
  const other = run.another();
  expect(await other.start(...words).ended).toBe(0);
  return JSON.parse(other.printed) as unknown[];
}
