import { assembleFlowIR } from '@mf/ir/graph';
import { resolveProject } from './project';

const at = { file: 'x.flow.ts', line: 1, column: 1 };
const flow = (decorated: boolean) =>
  assembleFlowIR(
    { name: 'X', exportName: 'X', at, doc: '', steps: [], fields: [], decorators: [] },
    {
      ...{ steps: {}, parameters: [], constants: [] },
      decorators: decorated ? [{ name: 'project', attributes: { name: 'p' } }] : [],
    },
  );

test.each<[NodeJS.ProcessEnv, { branch?: string; production?: boolean }, string]>([
  [{}, {}, 'user.ada'],
  [{ METAFLOW_OWNER: 'grace' }, {}, 'user.grace'],
  [{ METAFLOW_BRANCH: 'a' }, {}, 'test.a'],
  [{ METAFLOW_BRANCH: 'a', METAFLOW_FLOW_BRANCH: 'b' }, {}, 'test.b'],
  [{ METAFLOW_BRANCH: 'a' }, { branch: 'c' }, 'test.c'],
  [{ METAFLOW_PRODUCTION: '1' }, {}, 'prod'],
  [{ METAFLOW_PRODUCTION: 'no', METAFLOW_BRANCH: 'a' }, {}, 'test.a'],
  [{ METAFLOW_FLOW_PRODUCTION: 'True' }, { branch: 'c' }, 'prod.c'],
])('with %j and %j the branch is %s', (env, options, branch) => {
  expect(resolveProject(flow(true), options, { METAFLOW_USER: 'ada', ...env })?.branch).toBe(branch);
});

test('variables are no options of a flow without @project', () => {
  expect(resolveProject(flow(false), {}, { METAFLOW_BRANCH: 'a', METAFLOW_PRODUCTION: '1' })).toBeUndefined();
  expect(() => resolveProject(flow(false), { branch: 'a' }, {})).toThrow('has no @project');
});

test('a variable that is neither true nor false is refused', () => {
  expect(() => resolveProject(flow(true), {}, { METAFLOW_PRODUCTION: 'maybe' })).toThrow(
    expect.objectContaining({ code: 'MF5140' }),
  );
});
