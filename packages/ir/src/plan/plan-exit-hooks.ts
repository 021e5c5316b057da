import { exitHooks } from '../exit-hooks';
import type { FlowIR } from '../flow-ir';
import type { PlannedExitHook, PlannedExitHooks, PlannedTask } from './plan';

/**
 * What is called when a run is over; undefined without `@exitHook`. Over is a run when its last task is, and all that meet in others: a
 * task is given up as soon as one that it waits for has failed, while the rest still run.
 */
export function planExitHooks(ir: FlowIR, tasks: readonly PlannedTask[], last: string): PlannedExitHooks | undefined {
  const taken = new Set<string>();
  const hooks = (['success', 'error'] as const).flatMap((end) =>
    exitHooks(ir, end).map((hook, index): PlannedExitHook => ({ name: taskName(end, hook, taken), end, index })),
  );
  if (hooks.length === 0) return undefined;
  const meeting = tasks.filter(({ upstream, joins }) => upstream.length > 1 || joins !== undefined);
  const ends = new Set([...meeting.flatMap(({ upstream }) => upstream), last]);
  return { after: tasks.map(({ name }) => name).filter((name) => ends.has(name)), hooks };
}

/** Steps have no dash in their names. */
function taskName(end: PlannedExitHook['end'], hook: string, taken: Set<string>): string {
  const base = `on-${end}-${hook.replace(/[^A-Za-z0-9_]/g, '_')}`;
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}-${number}`;
  taken.add(name);
  return name;
}
