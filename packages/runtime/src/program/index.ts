// '@mf/runtime/program': the part of the runner that every bundle contains. Every task loads all that is reached from here.
export { createProgram, type DeployTimeFacts, type Program } from './program';
export { runIfEntry, serveIfEntry, supervise } from './run-if-entry';
