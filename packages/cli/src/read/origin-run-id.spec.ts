import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDatastore } from '@mf/datastore';
import { airflowRunId } from '@mf/runtime';
import { type CommandIo, processIo } from '../command-io';
import { originRunId } from './origin-run-id';

let folder: string;
let io: CommandIo;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-origin-run-id-'));
  io = { ...processIo(), cwd: folder, env: { METAFLOW_USER: 'ana', METAFLOW_DATASTORE_SYSROOT_LOCAL: folder } };
});
afterEach(() => rmSync(folder, { recursive: true }));

async function startRun(run: string, dagRun?: string): Promise<void> {
  const writer = localDatastore(join(folder, '.metaflow')).metadata.writer('F', {
    user: 'ana',
    tags: [],
    systemTags: [],
  });
  const path = { flow: 'F', run, step: 'start', task: 'task' };
  await writer.registerRun(run);
  await writer.registerTask(path, path.task);
  if (dagRun !== undefined) await writer.addMetadata(path, [{ field: 'airflow-dag-run-id', value: dagRun }]);
}

const originOf = (given: string, dagId?: string) => originRunId('F', given, dagId, io);

it.each(['manual__2026-11-26T22:15:03+00:00', 'nightly', 'x:y+z~1', 'for ana / 7'])(
  "leads from Airflow's id %p to the run of the flow's own DAG, or else of another",
  async (dagRun) => {
    const ofOther = airflowRunId(dagRun, 'F.trial');
    await startRun(ofOther, dagRun);
    expect(await originOf(dagRun)).toBe(ofOther);
    await startRun(airflowRunId(dagRun, 'F'), dagRun);
    expect(await originOf(dagRun)).toBe(airflowRunId(dagRun, 'F'));
    expect(await originOf(dagRun, 'F.third')).toBe(airflowRunId(dagRun, 'F.third'));
  },
);

it('leaves the ids that readers know, also where the DAG is given', async () => {
  await startRun('mine');
  expect(await originOf('mine')).toBe('mine');
  expect(await originOf('1795874027121215')).toBe('1795874027121215');
  expect(await originOf('airflow-5b998281354b', 'F')).toBe('airflow-5b998281354b');
});

it('refuses an id of Airflow that no run, or more than one, has', async () => {
  await startRun(airflowRunId('nightly', 'F.one'), 'nightly');
  await startRun(airflowRunId('nightly', 'F.two'), 'nightly');
  await expect(originOf('nightly')).rejects.toMatchObject({ code: 'MF2812' });
  await expect(originOf('manual__1')).rejects.toMatchObject({ code: 'MF2811' });
  expect(await originOf('unheard')).toBe('unheard');
});
