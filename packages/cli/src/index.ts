export { mf } from './mf';
export type { CommandIo } from './command-io';
export type { Manifest } from './snapshot/manifest';
