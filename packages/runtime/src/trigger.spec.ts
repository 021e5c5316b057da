import { readTriggers } from './trigger';

const read = (...triggers: object[]) => readTriggers({ METAFLOW_TRIGGERS: JSON.stringify(triggers) });

describe('what started a run', () => {
  it('is read the latest first', () => {
    const names = read({ name: 'a', timestamp: 1 }, { name: 'none' }, { name: 'b', timestamp: 2 }).map(
      ({ record }) => record.name,
    );
    expect(names).toEqual(['b', 'a', 'none']);
  });

  it('has the parts of the path of a run that has ended, unless it says otherwise itself', () => {
    const [trigger] = read({ name: 'e', payload: { pathspec: 'TrainFlow/airflow-1/end/task', run_id: 'mine' } });
    expect(trigger?.payload).toEqual({
      ...{ pathspec: 'TrainFlow/airflow-1/end/task', run_id: 'mine' },
      ...{ flow_name: 'TrainFlow', step_name: 'end', task_id: 'task' },
    });
  });

  it.each(['TrainFlow/airflow-1', 7])('has nothing more where pathspec is %j, which is of no task', (pathspec) => {
    expect(read({ name: 'e', payload: { pathspec } })[0]?.payload).toEqual({ pathspec });
  });

  it.each([
    ['{', 'is no JSON'],
    ['{}', 'is no list'],
    ['[1]', 'has an item that is no object'],
    ['[{"name":1}]', 'whose name or type is no text'],
    ['[{"timestamp":"now"}]', 'a timestamp that is no number'],
  ])('is refused when it is %s', (text, problem) => {
    expect(() => readTriggers({ METAFLOW_TRIGGERS: text })).toThrow(problem);
  });
});
