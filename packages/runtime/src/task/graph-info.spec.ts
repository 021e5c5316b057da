import type { JsonObject } from '@mf/ir';
import { assembleFlowIR } from '@mf/ir/graph';
import { beginMetadata } from './begin-metadata';
import { ForeachFrame } from '@mf/datastore';
import { foreachLabel } from './foreach-label';
import { graphInfo } from './graph-info';

const at = { file: 'apps/x/src/x.flow.ts', line: 6, column: 3 };

test('the graph is in the shape that Metaflow writes', () => {
  const parameter = { computedDefault: false, required: false, help: '' };
  const step = { at, doc: '', takesInputs: false, nextAt: at, decorators: [] };
  const ir = assembleFlowIR(
    {
      ...{ name: 'X', exportName: 'X', at, doc: 'About X.', decorators: [{ name: 'schedule', at }] },
      fields: [
        { name: 'limit', at, kind: 'constant' },
        { name: 'alpha', at, kind: 'parameter' },
        { name: 'rows', at, kind: 'parameter' },
      ],
      steps: [
        { ...step, name: 'start', next: { kind: 'foreach', to: 'work', over: 'items' } },
        { ...step, name: 'work', next: { kind: 'linear', to: 'join' }, decorators: [{ name: 'retry', at }] },
        { ...step, name: 'join', next: { kind: 'linear', to: 'decide' }, takesInputs: true },
        {
          ...step,
          name: 'decide',
          next: {
            kind: 'switch',
            condition: 'again',
            cases: [
              { value: 'no', to: 'end' },
              { value: 'yes', to: 'decide' },
            ],
          },
        },
        { ...step, name: 'end', next: { kind: 'end' } },
      ],
    },
    {
      steps: { work: [{ name: 'retry', attributes: { times: 1 } }] },
      decorators: [{ name: 'schedule', attributes: { hourly: true } }],
      parameters: [
        { ...parameter, property: 'alpha', name: 'alpha', type: 'float' },
        { ...parameter, property: 'rows', name: 'rows', type: 'file' },
      ],
      constants: ['limit'],
    },
  );
  const info = graphInfo(ir, () => 'int');
  expect(info).toMatchObject({
    ...{ file: 'x.flow.ts', start_step: 'start', end_step: 'end', doc: 'About X.' },
    parameters: [
      { name: 'alpha', type: 'Parameter' },
      { name: 'rows', type: 'IncludeFile' },
    ],
    constants: [{ name: 'limit', type: 'int' }],
    graph_structure: ['start', [['work']], 'join', 'decide', [[]], 'end'],
    decorators: [
      {
        ...{ name: 'schedule', statically_defined: true, inserted_by: null },
        attributes: { cron: 'None', weekly: false, daily: true, hourly: true, timezone: 'None' },
      },
    ],
  });
  expect(info['steps']).toMatchObject({
    start: { type: 'split-foreach', foreach_artifact: 'items', matching_join: 'join', next: ['work'], line: 6 },
    work: {
      type: 'linear',
      source_file: 'apps/x/src/x.flow.ts',
      decorators: [{ name: 'retry', attributes: { times: 1, minutes_between_retries: '2' } }],
    },
    join: { type: 'join', next: ['decide'] },
    decide: {
      type: 'split-switch',
      condition: 'again',
      switch_cases: { no: 'end', yes: 'decide' },
      next: ['end', 'decide'],
    },
    end: { type: 'end', next: [] },
  });
});

test('values of foreach loops are recorded up to the first that is empty, or to 256 characters', () => {
  const origin = {
    flowFile: 'a/x.flow.ts',
    storageType: 'local',
    storageRoot: '/r',
    systemTags: ['user:ada'],
    extra: {},
  };
  const request = {
    ...{ maxRetries: 0, failedBy: undefined, schedulerPid: undefined, with: [] },
    ...{ run: '1', step: 's', task: '2', attempt: 1, retryCount: 1, inputPaths: [], indexStack: [] },
    originRun: null,
    tags: [],
  };
  const stack = (values: (string | null)[]): ForeachFrame[] =>
    values.map((value, index) => new ForeachFrame(`s${index}`, 'v', 9, index, value));
  const recorded = (values: (string | null)[]): Record<string, unknown> =>
    Object.fromEntries(
      beginMetadata(request, { ...origin, foreachStack: stack(values) }).map(({ field, value }) => [field, value]),
    );
  expect(recorded([])).toEqual({
    ...{
      user: 'ada',
      'script-name': 'x.flow.ts',
      attempt: '1',
      'origin-run-id': 'None',
      'ds-type': 'local',
      'ds-root': '/r',
    },
  });
  expect(recorded(['a', '', 'c'])).toMatchObject({
    'foreach-stack': ['v=a'],
    'foreach-execution-path': 's0:0,s1:1,s2:2',
  });
  expect(recorded(['x'.repeat(200), 'y'.repeat(100)])['foreach-stack']).toEqual([`v=${'x'.repeat(200)}`]);
});

test.each([
  ['a text', 'a text'],
  ['x'.repeat(40), 'x'.repeat(30)],
  ['😀'.repeat(40), '😀'.repeat(30)],
  [7, '7'],
  [0.5, '0.5'],
  [1e21, '1e+21'],
  [true, 'True'],
  [null, 'None'],
  [12n, '12n'],
  [{ a: 1 }, '{ a: 1 }'],
  [[1, 2], '[ 1, 2 ]'],
])('the item %j is shown as %j', (item, label) => {
  expect(foreachLabel(item)).toBe(label);
});

test('decorators are in the order and with the attributes that Metaflow writes', () => {
  const decorator = (name: string, attributes: JsonObject = {}) => ({ name, attributes });
  const ir = assembleFlowIR(
    {
      ...{ name: 'X', exportName: 'X', at, doc: '', decorators: [], fields: [] },
      steps: [{ name: 'start', at, doc: '', takesInputs: false, next: { kind: 'end' }, nextAt: at, decorators: [] }],
    },
    {
      // As the golden flow `catch_retry` has it: @catch stands above @retry.
      steps: { start: [decorator('catch', { var: 'oops' }), decorator('retry', { times: 1 })] },
      decorators: [decorator('project', { name: 'goldproj' })],
      ...{ parameters: [], constants: [] },
    },
  );
  const info = graphInfo(ir, () => 'int', [decorator('retry', { times: 4 }), decorator('resources', { cpu: 2 })]);
  const isStatic = { statically_defined: true, inserted_by: null };
  expect(info['decorators']).toEqual([
    { name: 'project', attributes: { name: 'goldproj', production: false, branch: 'None' }, ...isStatic },
  ]);
  expect((info['steps'] as { start: { decorators: unknown } }).start.decorators).toEqual([
    { name: 'retry', attributes: { times: 1, minutes_between_retries: '2' }, ...isStatic },
    { name: 'catch', attributes: { var: 'oops', print_exception: true }, ...isStatic },
    {
      ...{ name: 'resources', statically_defined: false, inserted_by: null },
      attributes: { cpu: 2, gpu: 'None', disk: 'None', memory: '4096', shared_memory: 'None' },
    },
  ]);
});
