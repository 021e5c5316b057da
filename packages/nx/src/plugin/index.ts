export { createNodes, createNodesV2 } from './create-nodes';
export { createDependencies } from '../dependencies/create-dependencies';
