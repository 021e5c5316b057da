export { default as initGenerator } from './generators/init/generator';
export { default as flowGenerator } from './generators/flow/generator';
export type { InitGeneratorOptions } from './generators/init/options';
export type { FlowGeneratorOptions } from './generators/flow/options';
