// '@mf/ir/graph': what a bundle needs to know of its own graph. A bundle contains all of what is imported from here, and every
// task loads it, so nothing of lint, cron, plan or capabilities may be reached.
export { assembleFlowIR } from '../assemble';
export { graphStructure } from './graph-structure';
export { targetsOf } from './graph-step';
export { readSplits } from './split-structure';
