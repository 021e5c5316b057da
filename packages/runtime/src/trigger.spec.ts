import { readTriggers } from './trigger';

const read = (...triggers: object[]) => readTriggers({ METAFLOW_TRIGGERS: JSON.stringify(triggers) });

describe('what started a run', () => {
  it('is read the latest first', () => {
    const names = read({ name: 'a', timestamp: 1 }, { name: 'none' }, { name: 'b', timestamp: 2 }).map(
      ({ record }) => record.name,
    );
    expect(names).toEqual(['b', 'a', 'none']);
  });

  it('has the path of a run that has ended as its id, and the parts of it, unless it says otherwise itself', () => {
    const pathspec = 'TrainFlow/airflow-1/end/task';
    const [trigger] = read({ name: 'e', id: 'manual__1', payload: { pathspec, run_id: 'mine' } });
    expect(trigger?.record.id).toBe(pathspec);
    expect(trigger?.payload).toEqual({
      ...{ id: pathspec, pathspec, run_id: 'mine' },
      ...{ flow_name: 'TrainFlow', step_name: 'end', task_id: 'task' },
    });
  });

  it('has the id that it brings, else that of what it comes from', () => {
    const ids = read({ id: 'manual__1', payload: { id: 7 } }, { id: 'manual__2', payload: { id: null } });
    expect(ids.map(({ record }) => record.id)).toEqual(['7', 'manual__2']);
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
