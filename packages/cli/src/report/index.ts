export { type CommandIo, configuredIo, processIo } from '../command-io';
export type { ConfigOptions } from '../configs/config-options';
export { type FlowOutcome, printOutcomes } from './flow-outcome';
export { printError } from './print-error';
