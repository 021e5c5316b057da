export { mf } from './mf';
export { type CommandIo, configuredIo, processIo } from './command-io';
export { airflowCreate, type AirflowCreateRequest } from './commands/airflow-create';
export { check, type CheckRequest } from './commands/check';
export type { ConfigOptions } from './configs/config-options';
export { compile, type CompileRequest } from './commands/compile';
export { type FlowOutcome, printOutcomes } from './commands/flow-outcome';
export type { Manifest } from './snapshot/manifest';
export { printError } from './report/print-error';
