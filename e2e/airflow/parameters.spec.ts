import { namespace } from '@mf/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { AirflowRefusedError } from '@mf/airflow';
import type { JsonObject } from '@mf/ir';
import { ended, logOf, parsed, runDag, trigger } from './dag-run';
import { hostileTexts } from './flows/hostile-texts';
import { airflow } from './suite';

beforeAll(() => namespace(null));

describe('parameter-flow', () => {
  it('runs with its default, and its artifacts are in the datastore', async () => {
    const ended = await runDag('ParameterFlow');
    expect(ended.state).toBe('success');
    const { run } = ended;
    expect(await run.successful).toBe(true);
    expect((await run.data)?.['alpha']).toBe(0.01);
    expect((await run.step('_parameters').task)?.id).toBe('task');
    expect([...(await run.userTags)]).toEqual(['nightly']);
    expect([...(await run.systemTags)]).toContain('runtime:airflow');
    const end = await run.step('end').task;
    expect((await end?.parentTasks)?.map(({ pathspec }) => pathspec)).toEqual([`${run.pathspec}/start/task`]);
    expect(await end?.stdout).toBe('alpha is still 0.01\n');
    expect(await logOf('ParameterFlow', ended, 'start')).toContain('alpha is 0.01');
  });

  it('shows the run id that Metaflow knows as a field of its own on every task', async () => {
    const { run, tasks } = await runDag('ParameterFlow');
    expect(run.id).toMatch(/^airflow-[0-9a-f]{12}$/);
    expect(Object.keys(tasks).sort()).toEqual(['end', 'start']);
    for (const task of Object.values(tasks)) {
      expect(task.renderedFields['metaflow_run_id']).toBe(run.id);
      expect(task.renderedFields['bash_command']).toContain(`--run-id ${run.id} --attempt 0`);
    }
  });

  it('takes another value when it is triggered', async () => {
    const { state, run } = await runDag('ParameterFlow', { alpha: 0.5 });
    expect(state).toBe('success');
    expect((await run.data)?.['alpha']).toBe(0.5);
  });

  it.each<[JsonObject, string]>([
    [{ alpha: 'much' }, "'much' is not of type 'number'"],
    [{ alpha: true }, "True is not of type 'number'"],
    [{ alpha: null }, "None is not of type 'number'"],
  ])('is not triggered with %j', async (conf, message) => {
    const refused = trigger('ParameterFlow', conf);
    await expect(refused).rejects.toThrow(AirflowRefusedError);
    await expect(refused).rejects.toThrow(message);
  });
});

describe('deployment-info-flow', () => {
  it('keeps the value that was computed when it was created', async () => {
    const first = await runDag('DeploymentInfoFlow');
    const second = await runDag('DeploymentInfoFlow');
    const info = (await first.run.data)?.['info'] as { who: string; when: string };
    expect(info).toEqual({
      who: 'ana',
      when: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    });
    expect((await second.run.data)?.['info']).toEqual(info);
    expect(await logOf('DeploymentInfoFlow', first, 'start')).toContain(`deployed at ${info.when} by ${info.who}`);
  });

  it('can be told something else', async () => {
    const { run } = await runDag('DeploymentInfoFlow', {
      deployment_info: { who: 'ana', when: 'now', extra: [1, null] },
    });
    expect((await run.data)?.['info']).toEqual({ who: 'ana', when: 'now', extra: [1, null] });
  });
});

describe('hourly-flow', () => {
  it('is started by Airflow itself, for the last full hour', async () => {
    const api = await airflow();
    await parsed(api, 'HourlyFlow');
    const first = async () => (await api.runs('HourlyFlow')).find(({ runId }) => runId.startsWith('scheduled__'));
    let run = await first();
    while (run === undefined) {
      await sleep(500);
      run = await first();
    }
    const { state, run: results } = await ended(api, 'HourlyFlow', run.runId);
    expect(state).toBe('success');
    expect(await results.successful).toBe(true);
  });
});

describe('text-flow', () => {
  it('gets every value as it was written, with its type and the order of its keys', async () => {
    const ended = await runDag('TextFlow');
    expect(ended.state).toBe('success');
    const data = await ended.run.data;
    expect(data).toMatchObject({ hint: '{{ 7*7 }}.sh', count: 3, flag: true, nothing: null, mode: 'fast', ratio: 0.5 });
    expect(data?.['texts']).toEqual(hostileTexts);
    expect(Object.keys(data?.['ordered'] as object)).toEqual(['z', 'a']);
    expect(await logOf('TextFlow', ended, 'start')).toContain('{{ 7*7 }} $(id) ☃');
  });

  it('gets values of a trigger as they were sent', async () => {
    const conf = {
      texts: { nested: hostileTexts },
      hint: hostileTexts.join(''),
      count: -4,
      flag: false,
      nothing: '',
      mode: 'slow',
    };
    const { state, run } = await runDag('TextFlow', conf);
    expect(state).toBe('success');
    expect(await run.data).toMatchObject(conf);
  });

  it.each<[JsonObject, string]>([
    [{ mode: 'medium' }, "'medium' is not one of ['fast', 'slow']"],
    [{ count: 1.5 }, "1.5 is not of type 'integer'"],
    [{ flag: 'yes' }, "'yes' is not of type 'boolean'"],
  ])('is not triggered with %j', async (conf, message) => {
    await expect(trigger('TextFlow', conf)).rejects.toThrow(message);
  });
});

describe('params-flow', () => {
  it('gets large values of a trigger byte for byte, and null', async () => {
    const hostile = hostileTexts.join('\n');
    const needed = hostile.repeat(Math.ceil(100_000 / hostile.length));
    const info = { [hostile]: hostileTexts, large: '🎬'.repeat(50_000) };
    const conf = { needed, info, maybe: null, level: 2, mode: "it's {{ slow }}", names: '{{ 7*7 }},$(id), "' };
    const { state, run } = await runDag('ParamsFlow', conf);
    expect(state).toBe('success');
    const names = ['{{ 7*7 }}', '$(id)', ' "'];
    const defaults = { count: 3, ratio: 0.5, flag: true, large: 10n };
    expect(await run.data).toMatchObject({ ...conf, ...defaults, names });
  });

  it.each<[JsonObject, string]>([
    [{}, 'needed'],
    [{ needed: null }, "None is not of type 'string'"],
    [{ needed: 3 }, "3 is not of type 'string'"],
    [{ count: 1.5 }, "1.5 is not of type 'integer'"],
    [{ count: '3' }, "'3' is not of type 'integer'"],
    [{ ratio: '{{ 7*7 }}' }, "'{{ 7*7 }}' is not of type 'number'"],
    [{ flag: 'yes' }, "'yes' is not of type 'boolean'"],
    [{ large: 1.5 }, "1.5 is not of type 'integer', 'string'"],
    [{ mode: 'slow' }, "'slow' is not one of ['fast', \"it's {{ slow }}\"]"],
    [{ level: 3 }, '3 is not one of [1, 2, None]'],
    [{ names: ['a'] }, "['a'] is not of type 'string'"],
    [{ maybe: 'x' }, "'x' is not of type 'integer', 'null'"],
  ])('is not triggered with %j, in words of Airflow', async (conf, message) => {
    const isMissing = Object.keys(conf).length === 0;
    const refused = trigger('ParamsFlow', isMissing ? conf : { needed: 'x', ...conf });
    await expect(refused).rejects.toThrow(AirflowRefusedError);
    await expect(refused).rejects.toThrow(message);
  });
});
