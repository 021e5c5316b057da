import type { FlowDescription } from '../flow-description';
import { sketchFlow } from '../testing/sketch-flow';
import { planFlow, tasksOf } from './plan-flow';

const line = { start: 'end', end: '' };
const planned = (described: Partial<FlowDescription>) => planFlow(sketchFlow(line, described));

describe('what @airflow says in a plan', () => {
  it('is of the flow and of steps', () => {
    const plan = planned({
      decorators: [{ name: 'airflow', attributes: { pool: 'p', run_timeout_seconds: 60, max_active_runs: 2 } }],
      steps: { end: [{ name: 'airflow', attributes: { queue: 'q', priority_weight: 5, pool_slots: 2 } }] },
    });
    expect(plan).toMatchObject({ queueing: { pool: 'p' }, runTimeoutSeconds: 60, maxActiveRuns: 2 });
    expect(tasksOf(plan).map(({ queueing }) => queueing)).toEqual([
      undefined,
      { queue: 'q', priorityWeight: 5, poolSlots: 2 },
    ]);
  });

  it('comes behind what the deployment says', () => {
    const ir = sketchFlow(line, { decorators: [{ name: 'airflow', attributes: { run_timeout_seconds: 60 } }] });
    expect(planFlow(ir, { runTimeoutSeconds: 5 }).runTimeoutSeconds).toBe(5);
  });

  it('is nothing when it is not there', () => {
    expect(Object.keys(planned({}))).not.toEqual(expect.arrayContaining(['queueing']));
    expect(planned({}).sensors).toEqual([]);
  });
});

describe('sensors in a plan', () => {
  it("have Metaflow's defaults, and names that say what they wait for", () => {
    const external = (attributes: FlowDescription['decorators'][number]['attributes']) => ({
      name: 'airflow_external_task_sensor',
      attributes,
    });
    const { sensors } = planned({
      decorators: [
        external({ external_dag_id: 'a b' }),
        external({ external_dag_id: 'a-b', description: 'Why', timeout: 5 }),
        external({ external_dag_id: 'c', name: 'own' }),
        { name: 'airflow_s3_key_sensor', attributes: { bucket_key: ['s3://b/{{ ds }}', 's3://b/c'] } },
      ],
    });
    expect(sensors.map(({ name }) => name)).toEqual(['wait-for-a-b', 'wait-for-a-b-2', 'own', 'wait-for-s3-b-ds']);
    expect(sensors[1]).toEqual({
      name: 'wait-for-a-b-2',
      kind: 'external task',
      description: 'Why',
      options: {
        timeout: 5,
        poke_interval: 60,
        mode: 'reschedule',
        exponential_backoff: true,
        soft_fail: false,
        external_dag_id: 'a-b',
        allowed_states: ['success'],
        check_existence: true,
      },
    });
    expect(sensors[3]).toMatchObject({ kind: 's3 key', options: { wildcard_match: false } });
  });
});
