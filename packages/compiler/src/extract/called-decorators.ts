/**
 * The decorators of `@mf/flow` that have to be called, by the names that it exports them under, with the arguments that a bare one most
 * likely lacks. All but `@step`, and those of the author's own.
 */
export const calledDecorators: ReadonlyMap<string, string> = new Map([
  ['airflow', "({ pool: 'gpu' })"],
  ['airflowExternalTaskSensor', "({ externalDagId: 'OtherDag' })"],
  ['airflowS3KeySensor', "({ bucketKey: 's3://bucket/key' })"],
  ['card', '()'],
  ['catchError', '()'],
  ['environment', "({ vars: { LEVEL: 'debug' } })"],
  ['exitHook', '({ onError: [notify] })'],
  ['kubernetes', '()'],
  ['project', "({ name: 'fraud_detection' })"],
  ['resources', '({ cpu: 2, memory: 8192 })'],
  ['retry', '()'],
  ['schedule', '()'],
  ['secrets', "({ sources: ['environment.DB_SECRET'] })"],
  ['timeout', '({ minutes: 10 })'],
  ['trigger', "({ event: 'data_ready' })"],
  ['triggerOnFinish', "({ flow: 'TrainFlow' })"],
]);
