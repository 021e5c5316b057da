import type { FlowIR } from '@mf/ir';
import { environmentProject } from './environment-project';

const flow = (...decorators: string[]) =>
  ({
    name: 'AFlow',
    decorators: decorators.map((name) => ({ name, attributes: { name: 'ads' } })),
  }) as unknown as FlowIR;

it('is production only for a flow with a project; a branch is for each, to be refused for another one', () => {
  const environment = { branch: 'trial', production: true };
  expect(environmentProject(environment, flow('project'))).toEqual(environment);
  expect(environmentProject(environment, flow('schedule'))).toEqual({ branch: 'trial' });
  expect(environmentProject({ production: true }, flow())).toEqual({});
});
