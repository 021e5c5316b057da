import type { PlannedSensor } from '@mf/ir';
import { call, type Expression, jsonExpression, keyword, string } from './python/expression';

const operators = { 'external task': 'ExternalTaskSensor', 's3 key': 'S3KeySensor' } as const;

/** The call that makes the task of a sensor. Airflow fills in its templates in what a sensor waits for, as it does for Metaflow. */
export function sensorExpression({ name, kind, description, options }: PlannedSensor): Expression {
  return call(operators[kind], [
    keyword('task_id', string(name)),
    ...Object.entries(options).map(([option, value]) =>
      option === 'execution_delta'
        ? keyword(option, call('timedelta', [keyword('seconds', jsonExpression(value))]))
        : keyword(option, jsonExpression(value)),
    ),
    ...(description === undefined ? [] : [keyword('doc', string(description))]),
  ]);
}

/** Where sensors come from, in Airflow 3 and 2; that of S3 is in a package that an Airflow may not have. */
export function sensorImports(kinds: ReadonlySet<PlannedSensor['kind']>): {
  readonly three: readonly string[];
  readonly two: readonly string[];
  readonly both: readonly string[];
} {
  const hasExternal = kinds.has('external task');
  return {
    three: hasExternal ? ['    from airflow.providers.standard.sensors.external_task import ExternalTaskSensor'] : [],
    two: hasExternal ? ['    from airflow.sensors.external_task import ExternalTaskSensor'] : [],
    both: kinds.has('s3 key')
      ? [
          '',
          'try:',
          '    from airflow.providers.amazon.aws.sensors.s3 import S3KeySensor',
          'except ImportError as error:',
          '    needed = "@airflowS3KeySensor needs the package apache-airflow-providers-amazon in this Airflow"',
          '    raise ImportError(needed) from error',
        ]
      : [],
  };
}
