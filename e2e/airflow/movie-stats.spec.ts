import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Flow, namespace } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { type EndedRun, logOf, runDag } from './dag-run';
import { mf } from './mf-command';

describe('movie-stats-flow', () => {
  let ended: EndedRun;
  beforeAll(async () => {
    namespace(null);
    ended = await runDag('MovieStatsFlow');
  });

  it('runs both branches and the join', async () => {
    expect(ended.state).toBe('success');
    expect(Object.keys(ended.tasks).sort()).toEqual(['byDecade', 'byGenre', 'end', 'join', 'start']);
    const join = await ended.run.step('join').task;
    expect((await join?.parentTasks)?.map(({ pathspec }) => pathspec).sort()).toEqual(
      ['byDecade', 'byGenre'].map((step) => `${ended.run.pathspec}/${step}/task`),
    );
  });

  it('prints its table into the log of Airflow and into the datastore', async () => {
    const report = (await ended.run.data)?.['report'] as string;
    expect(await (await ended.run.step('end').task)?.stdout).toBe(`${report}\n`);
    const log = await logOf('MovieStatsFlow', ended, 'end');
    for (const line of report.split('\n')) expect(log).toContain(line.trimEnd());
  });

  it('gives the same artifacts, to the byte, as a run on this machine', async () => {
    const root = await mkdtemp(join(tmpdir(), 'mf-local-'));
    try {
      const env = { METAFLOW_DATASTORE_SYSROOT_LOCAL: root, METAFLOW_USER: 'ana' };
      expect(await mf(['run', 'apps/movie-stats-flow/src/movie-stats.flow.ts'], env)).toMatchObject({ code: 0 });
      const datastore = localDatastore(join(root, '.metaflow'));
      const local = await (await new Flow('MovieStatsFlow', { datastore }).latestRun)?.endTask;
      const there = await ended.run.endTask;
      for (const name of ['minVotes', 'genres', 'decades', 'report']) {
        expect([name, await there?.artifact(name).sha]).toEqual([name, await local?.artifact(name).sha]);
      }
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
