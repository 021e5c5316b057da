import {
  exitHook,
  FlowSpec,
  kubernetes,
  project,
  resources,
  retry,
  schedule,
  type ScheduleOptions,
  secrets,
  step,
  trigger,
  triggerOnFinish,
} from './index';
import { describeFlow, type ExitHookFunctions, type FetchSecret, liveValuesOf } from './internal';

class Upstream extends FlowSpec {
  @step start() {}
}

function notify(): void {}
const readVault: FetchSecret = ({ role }) => ({ TOKEN: `of ${role}` });

@project({ name: 'fraud', production: false })
@trigger({ events: ['a', { name: 'b', parameters: ['x', ['y', 'field']] }], options: { n: 1 } })
@triggerOnFinish({ flows: [Upstream, 'Other', { name: 'Third', projectBranch: 'prod' }] })
@exitHook({ onSuccess: [notify, () => undefined] })
@exitHook({ onError: [notify] })
class Decorated extends FlowSpec {
  @retry()
  @resources({ cpu: 2, sharedMemory: 64 })
  @kubernetes({
    tolerations: [{ key: 'a', operator: 'Exists', tolerationSeconds: 3 }],
    securityContext: { runAsUser: 1 },
    nodeSelector: { aB: 'c' },
    imagePullPolicy: 'Always',
  })
  @secrets({
    sources: [
      'environment.DB',
      { type: 'inline', id: 'mine', options: { envVars: { PASSWORD: 'hunter2' } } },
      { type: 'environment', id: 'KEY', options: { envVarName: 'API_KEY' } },
      { type: 'vault', id: 'db', role: 'reader', fetch: readVault },
      readVault,
      () => ({}),
    ],
    allowOverride: true,
  })
  @step
  start() {}
}

test('attributes are in the spelling of Metaflow, and only those that were given', () => {
  const { decorators, steps } = describeFlow(Decorated);
  const attributes = (name: string) =>
    [...decorators, ...steps['start']!].filter((one) => one.name === name).map((one) => one.attributes);
  expect(attributes('project')).toEqual([{ name: 'fraud', production: false }]);
  expect(attributes('trigger')).toEqual([
    { events: ['a', { name: 'b', parameters: { x: 'x', y: 'field' } }], options: { n: 1 } },
  ]);
  expect(attributes('trigger_on_finish')).toEqual([
    { flows: ['Upstream', 'Other', { name: 'Third', project_branch: 'prod' }] },
  ]);
  expect(attributes('exit_hook')).toEqual([
    { on_success: ['notify', 'hook 2'], on_error: [] },
    { on_success: [], on_error: ['notify'] },
  ]);
  expect(attributes('retry')).toEqual([{}]);
  expect(attributes('resources')).toEqual([{ cpu: 2, shared_memory: 64 }]);
  expect(attributes('kubernetes')).toEqual([
    {
      tolerations: [{ key: 'a', operator: 'Exists', toleration_seconds: 3 }],
      security_context: { run_as_user: 1 },
      node_selector: { aB: 'c' },
      image_pull_policy: 'Always',
    },
  ]);
});

test('a description has where secrets are, and the bundle what fetches them', async () => {
  const described = JSON.stringify(describeFlow(Decorated));
  expect(described).not.toContain('hunter2');
  expect(described).not.toContain('PASSWORD');
  const { attributes } = describeFlow(Decorated).steps['start']!.find(({ name }) => name === 'secrets')!;
  expect(attributes).toEqual({
    sources: [
      'environment.DB',
      { type: 'inline', id: 'mine', in_code: true },
      { type: 'environment', id: 'KEY', options: { env_var_name: 'API_KEY' } },
      { type: 'vault', id: 'db', role: 'reader', in_code: true },
      { type: 'function', id: 'readVault', in_code: true },
      { type: 'function', id: 'source 6', in_code: true },
    ],
    allow_override: true,
  });
  const [live] = liveValuesOf(Decorated, 'secrets', 'start') as (FetchSecret | undefined)[][];
  expect(live!.map((fetch) => fetch !== undefined)).toEqual([false, true, false, true, true, true]);
  expect(await live![1]!({ role: null })).toEqual({ PASSWORD: 'hunter2' });
  expect(await live![3]!({ role: 'r' })).toEqual({ TOKEN: 'of r' });
});

test('the functions of exit hooks are there by their decorators', () => {
  const hooks = liveValuesOf(Decorated, 'exit_hook') as ExitHookFunctions[];
  expect(hooks.map(({ onSuccess, onError }) => [onSuccess.length, onError.length])).toEqual([
    [2, 0],
    [0, 1],
  ]);
  expect(hooks[1]!.onError[0]).toBe(notify);
});

test.each<[ScheduleOptions | undefined, object]>([
  [undefined, { daily: true }],
  [{ timezone: 'Europe/Berlin' }, { daily: true, timezone: 'Europe/Berlin' }],
  [{ hourly: true }, { hourly: true }],
  [{ cron: undefined as unknown as string }, {}],
])('a schedule that says no time is daily: %j', (options, said) => {
  @schedule(options)
  class Scheduled extends FlowSpec {}
  const nothing = { cron: null, weekly: false, daily: false, hourly: false, timezone: null };
  expect(describeFlow(Scheduled).decorators).toEqual([{ name: 'schedule', attributes: { ...nothing, ...said } }]);
});

test('what is no function, or no source of secrets, is described for lint to see', () => {
  @exitHook({ onSuccess: ['x', notify] as never })
  @exitHook({ onError: notify as never })
  class Wrong extends FlowSpec {
    @secrets({} as never) @step start() {}
    @secrets({ sources: [null, 7, 'environment.A'] as never }) @step end() {}
  }
  const { decorators, steps } = describeFlow(Wrong);
  expect([...decorators, ...Object.values(steps).flat()].map(({ attributes }) => attributes)).toEqual([
    { on_success: [null, 'notify'], on_error: [] },
    { on_success: [], on_error: null },
    { sources: null },
    { sources: [null, null, 'environment.A'] },
  ]);
});
