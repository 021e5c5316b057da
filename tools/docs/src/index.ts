export { markdownTable } from './generated/markdown-table';
export { type KnownNames, modulesOf, type SampleModule } from './samples/module-text';
export { documentationPages, samplesOf } from './samples/pages';
export type { Sample } from './samples/read-samples';
