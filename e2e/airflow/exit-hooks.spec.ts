import { setTimeout as sleep } from 'node:timers/promises';
import { ended, type EndedRun, logOf, runDag, trigger } from './dag-run';
import { dags } from './dags';
import { ok } from './mf-user';
import { airflow } from './suite';

describe('@exitHook', () => {
  const states = ({ tasks }: EndedRun) =>
    Object.fromEntries(
      Object.values(tasks).flatMap(({ taskId, state }) => (taskId.startsWith('on-') ? [[taskId, state]] : [])),
    );

  it('is called after a good run, which stays one when a hook fails', async () => {
    const run = await runDag('HooksFlow');
    expect(run.state).toBe('success');
    expect(states(run)).toEqual({
      'on-success-breaks': 'failed',
      'on-success-celebrate': 'success',
      'on-error-breaks': 'skipped',
      'on-error-mourn': 'skipped',
    });
    expect(await logOf('HooksFlow', run, 'on-success-celebrate')).toContain(`celebrate ${run.run.pathspec} true`);
    expect(await logOf('HooksFlow', run, 'on-success-breaks')).toContain('the hook is broken');
  });

  it('is called after a bad run, when all else is over, and that stays bad', async () => {
    const run = await runDag('HooksFlow', { fails: true });
    expect(run.state).toBe('failed');
    expect(run.tasks).toMatchObject({
      work: { tryNumber: expect.any(Number) as number },
      end: { state: 'upstream_failed' },
    });
    expect(run.states['work']).toEqual(['failed', 'success', 'success']);
    expect(states(run)).toEqual({
      'on-success-breaks': 'skipped',
      'on-success-celebrate': 'skipped',
      'on-error-breaks': 'failed',
      'on-error-mourn': 'success',
    });
    expect(await logOf('HooksFlow', run, 'on-error-mourn')).toContain(`mourn ${run.run.pathspec} false`);
  });

  it('is called for a run that somebody stops, which counts as failed', async () => {
    const api = await airflow();
    const { runId } = await trigger('HooksFlow', { naps: true });
    const work = async () => (await api.tasks('HooksFlow', runId)).find(({ taskId }) => taskId === 'work')?.state;
    while ((await work()) !== 'running') await sleep(500);
    const { file } = dags.HooksFlow;
    await ok('airflow', 'suspend', file);
    expect(await ok('airflow', 'terminate', file, runId)).toContain('The run has not ended yet: exit hooks come first');
    await ok('airflow', 'unsuspend', file);
    const run = await ended(api, 'HooksFlow', runId);
    expect(run.state).toBe('failed');
    expect(states(run)).toMatchObject({ 'on-success-celebrate': 'skipped', 'on-error-mourn': 'success' });
  });

  it('is not called for a run that takes longer than it may: Airflow fails it, and skips all that has not ended', async () => {
    const late = await runDag('LateFlow');
    expect(late.state).toBe('failed');
    // 2.11 leaves it without a state.
    expect(['skipped', null]).toContain(states(late)['on-error-mourn']);
  });
});
