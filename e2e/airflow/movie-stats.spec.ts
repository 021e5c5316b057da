import { namespace } from '@mf/client';
import { type EndedRun, logOf, runDag } from './dag-run';

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
});
