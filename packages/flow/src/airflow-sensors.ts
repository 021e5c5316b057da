import { type FlowDecorator, flowDecorator } from './flow-decorator';
import { metaflowAttributes } from './metaflow-attributes';
import { inSeconds, type TimeSpan } from './time-span';

/** What all sensors take, with Airflow's meaning and Metaflow's defaults. */
export interface AirflowSensorOptions {
  /** Seconds until the sensor gives up. Default 3600. */
  timeout?: number;
  /** Seconds between two looks. Default 60. */
  pokeInterval?: number;
  /** Whether it keeps its worker while it waits. Default `reschedule`: it does not. */
  mode?: 'poke' | 'reschedule';
  /** Wait longer and longer between two looks. Default true. */
  exponentialBackoff?: boolean;
  pool?: string;
  /** Skip the whole run instead of failing it when the time is over. Default false. */
  softFail?: boolean;
  /** Id of its task. */
  name?: string;
  /** Shown in Airflow. */
  description?: string;
}

export type AirflowTaskState =
  | 'queued'
  | 'running'
  | 'success'
  | 'shutdown'
  | 'failed'
  | 'up_for_retry'
  | 'up_for_reschedule'
  | 'upstream_failed'
  | 'skipped';

export interface AirflowExternalTaskSensorOptions extends AirflowSensorOptions {
  externalDagId: string;
  /** Tasks to wait for; when not given, for the whole run. */
  externalTaskIds?: readonly string[];
  /** Default `['success']`. */
  allowedStates?: readonly AirflowTaskState[];
  failedStates?: readonly AirflowTaskState[];
  /** How much older the logical date of the other run is; when not given it is the same. */
  executionDelta?: TimeSpan;
  /** Fail at once when the DAG or the tasks are not there. Default true. */
  checkExistence?: boolean;
}

export interface AirflowS3KeySensorOptions extends AirflowSensorOptions {
  /** `s3://bucket/key`, or a key of `bucketName`; Airflow fills in its templates, such as `{{ ds }}`. */
  bucketKey: string | readonly string[];
  bucketName?: string;
  /** Read `*` and `?` in keys as patterns. Default false. */
  wildcardMatch?: boolean;
  /** A connection of Airflow. */
  awsConnId?: string;
  /** False, or the path of a bundle of certificates. */
  verify?: boolean | string;
}

/**
 * Wait, before the first step of a run on Airflow, for a run or tasks of another DAG with the same logical date. Metaflow's
 * `@airflow_external_task_sensor`; elsewhere it has no effect, and a flow may have several.
 */
export function airflowExternalTaskSensor(options: AirflowExternalTaskSensorOptions): FlowDecorator {
  const { executionDelta, ...others } = options;
  return flowDecorator({
    name: 'airflow_external_task_sensor',
    attributes: metaflowAttributes({
      ...others,
      ...(executionDelta && { executionDelta: inSeconds(executionDelta) }),
    }),
  });
}

/**
 * Wait, before the first step of a run on Airflow, for objects in S3. Metaflow's `@airflow_s3_key_sensor`; elsewhere it has no effect, and
 * a flow may have several. Airflow needs the package apache-airflow-providers-amazon.
 */
export function airflowS3KeySensor(options: AirflowS3KeySensorOptions): FlowDecorator {
  return flowDecorator({
    name: 'airflow_s3_key_sensor',
    attributes: metaflowAttributes({ ...options }),
  });
}
