import { namespace, Flow } from '@mf/client';
import { type EndedRun, logOf, runDag } from './dag-run';
import { dags } from './dags';
import { mf } from './mf-command';
import { datastore, suite } from './suite';

const message = 'cannot work with x = 43';

describe('debug-flow, which fails on Airflow', () => {
  let failed: EndedRun;
  beforeAll(async () => {
    namespace(null);
    failed = await runDag('DebugFlow');
  });

  it('fails in step b', () => {
    expect(failed.state).toBe('failed');
    expect(failed.tasks).toMatchObject({
      start: { state: 'success' },
      a: { state: 'success' },
      b: { state: 'failed', tryNumber: 1 },
      end: { state: 'upstream_failed' },
    });
  });

  it("shows the author's line and how to resume in the log of Airflow", async () => {
    const log = await logOf('DebugFlow', failed, 'b');
    expect(log).toContain(message);
    expect(log).toMatch(/debug\.flow\.ts:\d+:\d+/);
    expect(log).toContain(`mf resume ${dags.DebugFlow.file} --origin-run-id ${failed.run.id}`);
    expect(await logOf('DebugFlow', failed, 'a')).toContain('x is now 43');
  });

  it('has the same in the datastore, with what was stored before it failed', async () => {
    const task = await failed.run.step('b').task;
    expect(await task?.stderr).toMatch(/cannot work with x = 43[^]*debug\.flow\.ts:\d+:\d+/);
    expect(await task?.exception).toMatchObject({ exception: expect.stringContaining(message) as string });
    expect(await task?.finished).toBe(false);
    expect((await task?.data)?.['x']).toBe(43);
    expect(await failed.run.successful).toBe(false);
  });

  describe('resumed on this machine', () => {
    const resume = (env: NodeJS.ProcessEnv = {}) =>
      mf(['resume', dags.DebugFlow.file, '--origin-run-id', failed.run.id], {
        METAFLOW_DATASTORE_SYSROOT_LOCAL: suite().datastoreRoot,
        METAFLOW_USER: 'ana',
        ...env,
      });
    const resumed = async () => (await new Flow('DebugFlow', { datastore: datastore() }).latestRun)!;

    it('fails with the same error as long as nothing is fixed', async () => {
      const { code, output } = await resume();
      expect(code).toBe(1);
      expect(output).toContain(message);
      expect(output).toMatch(/debug\.flow\.ts:\d+:\d+/);
    });

    it('succeeds after the fix, with the results of start and a from Airflow', async () => {
      const { code, output } = await resume({ DEBUG_FLOW_FIXED: '1' });
      expect([code, output]).toEqual([0, expect.any(String)]);
      expect(output).not.toContain('x is now 43');
      const run = await resumed();
      expect(await run.successful).toBe(true);
      expect(await run.originPathspec).toBe(failed.run.pathspec);
      for (const step of ['start', 'a']) {
        const task = await run.step(step).task;
        expect(await task?.originPathspec).toBe(`${failed.run.pathspec}/${step}/task`);
      }
      expect(await (await run.step('b').task)?.originPathspec).toBeUndefined();
      expect((await run.data)?.['x']).toBe(43);
    });
  });
});
