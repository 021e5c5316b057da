import { dagId, InvalidDagIdError } from './dag-id';

describe('dagId', () => {
  it('is the name of the flow, or the one given', () => {
    expect(dagId({ name: 'TrainFlow' })).toBe('TrainFlow');
    expect(dagId({ name: 'TrainFlow' }, { name: 'team.train-flow_2' })).toBe('team.train-flow_2');
  });

  it.each(['', 'a b', 'a/b', 'a\n', '../x', '{{x}}', 'x'.repeat(251)])('refuses %j', (name) => {
    expect(() => dagId({ name: 'TrainFlow' }, { name })).toThrow(InvalidDagIdError);
  });

  it('takes what Airflow takes: 250 characters, letters of any language', () => {
    expect(dagId({ name: 'TrainFlow' }, { name: 'x'.repeat(250) })).toHaveLength(250);
    expect(dagId({ name: 'TrainFlow' }, { name: 'Größe' })).toBe('Größe');
  });
});
