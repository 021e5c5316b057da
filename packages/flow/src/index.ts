import './symbol-metadata';

export { airflow, type AirflowFlowOptions, type AirflowOptions } from './airflow';
export {
  airflowExternalTaskSensor,
  airflowS3KeySensor,
  type AirflowExternalTaskSensorOptions,
  type AirflowS3KeySensorOptions,
  type AirflowSensorOptions,
  type AirflowTaskState,
} from './airflow-sensors';
export { card, type CardOptions } from './card';
export { catchError, type CatchErrorOptions, type CaughtError } from './catch-error';
export {
  config,
  type ConfigFileOptions,
  type ConfigValueOptions,
  type Frozen,
  type OptionalConfigOptions,
  type RequiredConfigOptions,
} from './config';
export { current, type TaskFacts } from './current';
export type { DeployTimeContext } from './deploy-time';
export { environment, type EnvironmentOptions } from './environment';
export { exitHook, type ExitHook, type ExitHookOptions } from './exit-hook';
export { float } from './float';
export { FlowSpec, type NextArguments, type SwitchCases } from './flow-spec';
export type { Artifacts, Input, Inputs, StepName } from './inputs';
export { includeFile, type IncludedFileValue } from './include-file';
export { kubernetes, type KubernetesOptions, type SecurityContext, type Toleration } from './kubernetes';
export { namespacedEventName, type NamespacedEventName } from './namespaced-event-name';
export { parameter, type ScalarParameterValue } from './parameter';
export type {
  ComputedDefault,
  IncludeFileOptions,
  JsonParameterOptions,
  JsonTextParameterOptions,
  ScalarParameterOptions,
} from './parameter-options';
export { project, type ProjectOptions } from './project';
export { resources, type ResourcesOptions } from './resources';
export { retry, type RetryOptions } from './retry';
export { schedule, type ScheduleOptions } from './schedule';
export {
  secrets,
  type EnvironmentSecret,
  type FetchSecret,
  type InlineSecret,
  type SecretContext,
  type SecretSource,
  type SecretsOptions,
} from './secrets';
export { step, type StepOptions } from './step';
export { userStepDecorator, type AroundStep, type StepCall, type UserStepDecorator } from './user-step-decorator';
export type { MetaflowEvent, Trigger } from './current-trigger';
export type { RunReference, TaskReference } from './run-reference';
export { trigger, type TriggerEvent, type TriggerOptions } from './trigger';
export { triggerOnFinish, type TriggerOnFinishOptions, type UpstreamFlow } from './trigger-on-finish';
export { timeout, type TimeoutOptions } from './timeout';
export type { TimeSpan } from './time-span';
export type { FlowDecorator } from './flow-decorator';
export type { StepDecorator, StepMethod } from './step-decorator';
export type { CardEditor, TaskCards } from './task-cards';
export type { ForeachPosition, MergeOptions } from './task-binding';
