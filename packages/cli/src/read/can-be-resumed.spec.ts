import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDatastore } from '@mf/datastore';
import { processIo } from '../command-io';
import { canBeResumed } from './can-be-resumed';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-can-be-resumed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a run that has stored its parameters can be resumed, and no other', async () => {
  const io = { ...processIo(), cwd: folder, env: { METAFLOW_USER: 'ana', METAFLOW_DATASTORE_SYSROOT_LOCAL: folder } };
  expect(await canBeResumed('F', '1', io)).toBe(false);
  const datastore = localDatastore(join(folder, '.metaflow'));
  const writer = datastore.metadata.writer('F', { user: 'ana', tags: [], systemTags: [] });
  for (const [run, isOk] of [
    ['begun', undefined],
    ['bad', false],
    ['good', true],
  ] as const) {
    const path = { flow: 'F', run, step: '_parameters', task: '0' };
    await writer.registerRun(run);
    if (isOk === undefined) continue;
    await writer.registerTask(path, path.task);
    const attempt = await datastore.flow('F').startAttempt(path, 0, writer);
    for (const name of ['_success', '_task_ok']) await attempt.save(name, isOk);
    await attempt.done();
  }
  const found = await Promise.all(['begun', 'bad', 'good', 'none'].map((run) => canBeResumed('F', run, io)));
  expect(found).toEqual([false, false, true, false]);
});
