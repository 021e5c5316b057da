import { dagId, InvalidDagIdError, ProjectDagNameError } from './dag-id';

describe('dagId', () => {
  it('is the name of the flow, or the one given', () => {
    expect(dagId({ name: 'TrainFlow' }, undefined)).toBe('TrainFlow');
    expect(dagId({ name: 'TrainFlow' }, undefined, { name: 'team.train-flow_2' })).toBe('team.train-flow_2');
  });

  it('of a flow with @project has project and branch before it, and no other name', () => {
    const project = { flowName: 'fraud.user.ada.TrainFlow' };
    expect(dagId({ name: 'TrainFlow' }, project)).toBe('fraud.user.ada.TrainFlow');
    expect(() => dagId({ name: 'TrainFlow' }, project, { name: 'mine' })).toThrow(ProjectDagNameError);
  });

  it.each(['', 'a b', 'a/b', 'a\n', '../x', '{{x}}', 'x'.repeat(251)])('refuses %j', (name) => {
    expect(() => dagId({ name: 'TrainFlow' }, undefined, { name })).toThrow(InvalidDagIdError);
  });

  it('takes what Airflow takes: 250 characters, letters of any language', () => {
    expect(dagId({ name: 'TrainFlow' }, undefined, { name: 'x'.repeat(250) })).toHaveLength(250);
    expect(dagId({ name: 'TrainFlow' }, undefined, { name: 'Größe' })).toBe('Größe');
  });
});
