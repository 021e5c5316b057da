import type { JsonObject } from '../json';
import { at, sketchFlow } from '../testing/sketch-flow';
import { lint } from './lint';

const line = { start: 'end', end: '' };

describe('@airflow', () => {
  const ofFlow = (attributes: JsonObject) =>
    lint(sketchFlow(line, { decorators: [{ name: 'airflow', attributes }] })).map(({ message }) => message);
  const ofStep = (attributes: JsonObject) =>
    lint(sketchFlow(line, { steps: { end: [{ name: 'airflow', attributes }] } }));

  it('takes what it has', () => {
    const both = { pool: 'a b', pool_slots: 2, queue: 'q', priority_weight: 7 };
    expect(ofFlow({ ...both, run_timeout_seconds: 1.5, max_active_runs: 1 })).toEqual([]);
    expect(ofStep(both)).toEqual([]);
  });

  it('refuses what is none, and on a step what is of the flow', () => {
    expect(ofFlow({ pool: '', run_timeout_seconds: 0, slots: 1 })).toEqual([
      'The @airflow of the flow cannot be used: pool must be a text that is not empty, not "".',
      expect.stringContaining('runTimeout must be a number of seconds above 0'),
      'The @airflow of the flow cannot be used: there is no slots.',
    ]);
    expect(ofStep({ max_active_runs: 3 })).toMatchObject([
      { code: 'MF1450', at: at(20), message: 'The @airflow of step end cannot be used: there is no maxActiveRuns.' },
    ]);
  });
});

describe('sensors of Airflow', () => {
  const found = (...sensors: (JsonObject & { readonly s3?: boolean })[]) =>
    lint(
      sketchFlow(line, {
        decorators: sensors.map(({ s3, ...attributes }) => ({
          name: s3 ? 'airflow_s3_key_sensor' : 'airflow_external_task_sensor',
          attributes,
        })),
      }),
    ).map(({ code, message }) => `${code} ${message}`);

  it.each<JsonObject>([
    { external_dag_id: 'D', external_task_ids: ['a'], allowed_states: ['success', 'skipped'], execution_delta: 60 },
    { s3: true, bucket_key: 's3://b/k', verify: false, mode: 'poke' },
    { s3: true, bucket_key: ['a', 'b'], bucket_name: 'c' },
  ])('take %j', (attributes) => expect(found(attributes)).toEqual([]));

  it.each<[JsonObject, string]>([
    [{ timeout: 3 }, 'it has no externalDagId'],
    [{ external_dag_id: 'D', allowed_states: ['ok'] }, 'allowedStates must be a list'],
    [{ external_dag_id: 'D', name: 'a b' }, 'name must be up to 250 letters'],
    [{ external_dag_id: 'D', name: 'start' }, 'a step or sensor is called start already'],
    [{ s3: true, timeout: 3 }, 'it has no bucketKey'],
    [{ s3: true, bucket_key: 'k' }, 'its bucketKey k is in no bucket'],
    [{ s3: true, bucket_key: 's3://b/k', bucket_name: 'b' }, 'has a bucket already'],
    [{ s3: true, bucket_key: [] }, 'bucketKey must be'],
  ])('refuse %j', (attributes, problem) => {
    expect(found(attributes)).toEqual([expect.stringMatching(new RegExp(`^MF1451 .* cannot be used: .*${problem}`))]);
  });

  it('may be several, each with a name of its own', () => {
    expect(found({ external_dag_id: 'A' }, { external_dag_id: 'B' })).toEqual([]);
    expect(found({ external_dag_id: 'A', name: 'x' }, { external_dag_id: 'B', name: 'x' })).toHaveLength(1);
  });
});
