export { airflowRunId, externalTaskId } from './identity';
export { deployTimeDefaults, type DeployTimeDefaultsRequest, isDeployTime } from './parameters/deploy-time-defaults';
export * from './parameters/file-errors';
export * from './parameters/errors';
export {
  parameterVariable,
  type ParameterValues,
  readParametersVariable,
  resolveParameters,
} from './parameters/resolve-parameters';
export { ProcessStartError } from './process/child-process';
export { launcher } from './process/launcher';
export { runnerFileName, runnerFilesIn } from './program/runner-file-names';
export * from './resume/errors';
export { originConfigs } from './resume/origin-configs';
export { resumeFlow, type ResumeOptions } from './resume/resume-flow';
export type { CommonRunOptions, Isolation, RemoteSetting } from './run-options';
export * from './scheduler/errors';
export type { RunResult } from './scheduler/execute-run';
export type { FailedTask } from './scheduler/failed-task';
export { formatLine, type OutputLine, type OutputSink } from './scheduler/output-line';
export type { ProgressSink, StepCount } from './scheduler/step-counts';
export type { RemoteAttempt, RemoteEvents, RemoteTask, RemoteTasks } from './scheduler/remote-tasks';
export { runFlow, type RunOptions } from './scheduler/run-flow';
export { resolveProject } from './project';
export { TriggerRunError } from './trigger-runs';
export { showFlow } from './show-flow';
