import type { ModuleClass } from './classes';
import type { BaseClass, ModuleGraph } from './module-graph';

/** A class with all that it inherits from. */
export interface Lineage {
  /** The class itself first, its outermost base last. */
  readonly classes: readonly [ModuleClass, ...ModuleClass[]];
  /** What the last of them extends; undefined when it extends nothing. */
  readonly root: Exclude<BaseClass, { kind: 'class' }> | undefined;
}

export async function lineageOf(own: ModuleClass, modules: ModuleGraph): Promise<Lineage> {
  const classes: [ModuleClass, ...ModuleClass[]] = [own];
  for (let at = own; ;) {
    if (!at.node.superClass) return { classes, root: undefined };
    const base = await modules.baseOf(at.node.superClass, at.module);
    if (base.kind !== 'class') return { classes, root: base };
    if (classes.some(({ node }) => node === base.found.node)) {
      return { classes, root: { kind: 'missing', why: 'leads round in a circle' } };
    }
    at = base.found;
    classes.push(at);
  }
}

/** Whether it is a line of flows. */
export function isFlow({ root }: Lineage): boolean {
  return root?.kind === 'FlowSpec';
}
