import type { DecoratorIR } from '../flow-ir';
import type { Json } from '../json';
import {
  also,
  amount,
  type AttributeCheck,
  either,
  isObject,
  listOf,
  matching,
  oneOf,
  text,
  truth,
  wholeNumber,
} from './attribute-check';

/** Airflow keeps such numbers in 32 bits. */
const largest = 2 ** 31 - 1;

/** What `@airflow` takes on a step, and on a flow for all of its steps. */
export const airflowStepChecks: Readonly<Record<string, AttributeCheck>> = {
  pool: text,
  pool_slots: wholeNumber(1, largest),
  queue: text,
  priority_weight: wholeNumber(1, largest),
};

export const airflowFlowChecks: Readonly<Record<string, AttributeCheck>> = {
  ...airflowStepChecks,
  run_timeout_seconds: amount('seconds'),
  max_active_runs: wholeNumber(1, largest),
};

const state = oneOf(
  ...['queued', 'running', 'success', 'shutdown', 'failed', 'up_for_retry', 'up_for_reschedule'],
  ...['upstream_failed', 'skipped'],
);

const sensorChecks: Readonly<Record<string, AttributeCheck>> = {
  timeout: amount('seconds'),
  poke_interval: amount('seconds'),
  mode: oneOf('poke', 'reschedule'),
  exponential_backoff: truth,
  pool: text,
  soft_fail: truth,
  name: matching('up to 250 letters, digits, dashes, dots and underscores', /^[A-Za-z0-9_.-]{1,250}$/),
  description: text,
};

/** What the attributes of sensors must be, by the name of the decorator: Metaflow's rules. */
export const sensorAttributeChecks: Readonly<Record<string, Readonly<Record<string, AttributeCheck>>>> = {
  airflow_external_task_sensor: {
    ...sensorChecks,
    external_dag_id: text,
    external_task_ids: listOf(text),
    allowed_states: listOf(state),
    failed_states: listOf(state),
    execution_delta: (value: Json) =>
      typeof value === 'number' && Number.isFinite(value) ? undefined : 'a length of time',
    check_existence: truth,
  },
  airflow_s3_key_sensor: {
    ...sensorChecks,
    bucket_key: either(
      text,
      also(listOf(text), (value) => (Array.isArray(value) && value.length > 0 ? undefined : 'a key')),
    ),
    bucket_name: text,
    wildcard_match: truth,
    aws_conn_id: text,
    verify: either(truth, text),
  },
};

/** What a sensor cannot do without, or not together; undefined when all is well. */
export function sensorProblem({ name, attributes }: DecoratorIR): string | undefined {
  if (name === 'airflow_external_task_sensor') {
    return attributes['external_dag_id'] == null ? 'it has no externalDagId' : undefined;
  }
  const { bucket_key: key = null, bucket_name: bucket = null } = attributes;
  if (key === null) return 'it has no bucketKey';
  if (isObject(key)) return undefined;
  const keys = [key].flat().map(String);
  const urls = keys.filter((one) => one.startsWith('s3://'));
  if (bucket !== null && urls.length > 0)
    return `its bucketKey ${urls[0]} has a bucket already, and there is a bucketName`;
  const relative = keys.find((one) => !one.startsWith('s3://'));
  return bucket === null && relative !== undefined ? `its bucketKey ${relative} is in no bucket` : undefined;
}
