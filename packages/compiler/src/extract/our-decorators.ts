/** A decorator of `@mf/flow`. */
export interface OurDecorator {
  /** What it may stand on. */
  readonly of: 'flow' | 'step' | 'both';
  /** What a bare one most likely lacks: it has to be called. */
  readonly call: string;
  /** Whether it can be called without the options that `call` shows. */
  readonly needsNone?: true;
}

/** All but `@step`, by the names that `@mf/flow` exports them under. */
export const ourDecorators: ReadonlyMap<string, OurDecorator> = new Map<string, OurDecorator>([
  ['airflow', { of: 'both', call: "({ pool: 'gpu' })" }],
  ['airflowExternalTaskSensor', { of: 'flow', call: "({ externalDagId: 'OtherDag' })" }],
  ['airflowS3KeySensor', { of: 'flow', call: "({ bucketKey: 's3://bucket/key' })" }],
  ['card', { of: 'step', call: '()' }],
  ['catchError', { of: 'step', call: '()' }],
  ['environment', { of: 'step', call: "({ vars: { LEVEL: 'debug' } })" }],
  ['exitHook', { of: 'flow', call: '({ onError: [notify] })' }],
  ['kubernetes', { of: 'step', call: '()' }],
  ['project', { of: 'flow', call: "({ name: 'fraud_detection' })" }],
  ['resources', { of: 'step', call: '({ cpu: 2, memory: 8192 })', needsNone: true }],
  ['retry', { of: 'step', call: '()' }],
  ['schedule', { of: 'flow', call: '()' }],
  ['secrets', { of: 'step', call: "({ sources: ['environment.DB_SECRET'] })" }],
  ['timeout', { of: 'step', call: '({ minutes: 10 })' }],
  ['trigger', { of: 'flow', call: "({ event: 'data_ready' })" }],
  ['triggerOnFinish', { of: 'flow', call: "({ flow: 'TrainFlow' })" }],
]);
