// For the runner and the compiler only; authors import '@mf/flow'.
export type { CardEditor, TaskCards } from './task-cards';
export { isCardComponent, type CardComponent } from './cards/card-component';
export type * from './cards/card-content';
export { currentTask, setCurrent, type TaskFacts } from './current';
export { type ConfigHost, configValue, type DescribedConfig, describedConfigs, setConfigs } from './config-values';
export {
  computeDefaults,
  describeFlow,
  isFlowClass,
  type DescribedFlow,
  type DescribedParameter,
  type FlowClass,
} from './describe-flow';
export type { MetaflowEvent, Trigger } from './current-trigger';
export type { ExitHook, ExitHookFunctions } from './exit-hook';
export { liveValuesOf } from './live-values';
export type { RunReference, TaskReference } from './run-reference';
export type { FetchSecret } from './secrets';
export { NotAFlowError } from './describe-errors';
export {
  bindTask,
  recordedTransition,
  type ForeachPosition,
  type MergeOptions,
  type TaskBinding,
} from './task-binding';
export type { RecordedTransition } from './transition';
