export * from './position';
export * from './json';
export * from './exact-json';
export * from './diagnostic';
export * from './flow-syntax';
export * from './flow-uses';
export * from './flow-description';
export * from './flow-ir';
export * from './plan/plan';
export * from './plan/plan-flow';
export * from './capability-table';
export * from './capability';
export * from './assemble';
export * from './step-type';
export * from './beside-bundle';
export * from './compare-readings';
export * from './diagnostic-order';
export * from './closest-name';
export * from './internal-artifacts';
export * from './reserved-names';
export * from './graph/graph-step';
export * from './graph/endpoints';
export * from './graph/traversal';
export * from './graph/split-structure';
export * from './graph/nesting';
export * from './graph/graph-structure';
export * from './project/project';
export { newProductionToken, tokenPrefix } from './deployment/production-token';
export { readCron } from './cron/read-cron';
export type { CronReading } from './cron/cron-reading';
export { lint } from './lint/lint';
export { lintRules } from './lint/lint-rules';
export type { Finding, LintedFlow, LintRule } from './lint/lint-rule';
export * from './step-decorators/step-cards';
export { exitHooks } from './exit-hooks';
export { supervisedFlow } from './supervised-flow';
export { finishEvent, type StartingEvent, startingEvents } from './starting-events';
export { type AddableDecorator, addableDecorators } from './step-decorators/addable-decorators';
export { decoratorDefaults, repeatableDecorators } from './step-decorators/decorator-defaults';
export { type SecretSource, type StepSecrets, stepSecrets } from './step-decorators/secret-sources';
export { type StepKubernetes, stepKubernetes } from './kubernetes/step-kubernetes';
export {
  type KubernetesConfiguration,
  KubernetesConfigurationError,
  noKubernetesConfiguration,
  readKubernetesConfiguration,
} from './kubernetes/kubernetes-configuration';
export { containerName, type PodRequest, type PodSpec, type PodTemplate, podTemplate } from './kubernetes/pod-template';
export { baseImage } from './kubernetes/base-image';
export { taskKubernetes } from './kubernetes/task-kubernetes';
export { podVariables } from './kubernetes/pod-variables';
export * from './step-decorators/step-catch';
export * from './step-decorators/step-environment';
export * from './step-decorators/step-retry';
export * from './step-decorators/step-timeout';
export type { TaskResources } from './step-decorators/task-resources';
