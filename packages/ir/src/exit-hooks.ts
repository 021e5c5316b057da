import type { FlowIR } from './flow-ir';

/** Names of the functions that are to be called after a run, in Metaflow's order: of several `@exitHook` the lowest comes first. */
export function exitHooks({ decorators }: FlowIR, end: 'success' | 'error'): string[] {
  const attribute = end === 'success' ? 'on_success' : 'on_error';
  return decorators
    .filter(({ name }) => name === 'exit_hook')
    .reverse()
    .flatMap(({ attributes }) => (attributes[attribute] ?? []) as readonly string[]);
}
