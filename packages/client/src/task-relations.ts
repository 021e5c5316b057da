/** What the client needs of the artifact `_graph_info`. */
export interface GraphInfo {
  readonly start_step?: string;
  readonly end_step?: string;
  readonly steps: Readonly<Record<string, { readonly type: string; readonly next: readonly string[] }>>;
}

/** The tasks of some steps whose `foreach-execution-path` matches a regular expression as a whole. */
export interface TaskQuery {
  readonly steps: readonly string[];
  readonly pattern: string;
}

/** Metadata field that says in which split of which foreach a task is: `body:0` or `mid:0,leaf:2`. */
export const FOREACH_PATH = 'foreach-execution-path';

/** Steps that lead to a step. */
export function previousSteps(graph: GraphInfo, step: string): string[] {
  return Object.keys(graph.steps).filter((name) => graph.steps[name]?.next.includes(step));
}

/** Which tasks are parents of a task of a step, by the rules of Metaflow's client. */
export function parentQuery(graph: GraphInfo, step: string, foreachPath: string | undefined): TaskQuery {
  const steps = previousSteps(graph, step);
  const [parent] = steps;
  if (parent === undefined) return { steps, pattern: '' };
  if (steps.length > 1 || foreachPath === undefined) return { steps, pattern: foreachPath ?? '.*' };
  if (graph.steps[step]?.type === 'join') return { steps, pattern: `${foreachPath},.*` };
  return { steps, pattern: isForeachSplit(graph, parent) ? outerPath(foreachPath) : foreachPath };
}

/** Which tasks are children of a task of a step, by the rules of Metaflow's client. */
export function childQuery(graph: GraphInfo, step: string, foreachPath: string | undefined): TaskQuery {
  const steps = graph.steps[step]?.next ?? [];
  const [child] = steps;
  if (child === undefined) return { steps, pattern: '' };
  if (steps.length > 1 || foreachPath === undefined) return { steps, pattern: foreachPath ?? '.*' };
  if (isForeachSplit(graph, step)) return { steps, pattern: `${foreachPath},.*` };
  const endsForeach = graph.steps[child]?.type === 'join' && previousSteps(graph, child).length === 1;
  return { steps, pattern: endsForeach ? outerPath(foreachPath) : foreachPath };
}

function isForeachSplit(graph: GraphInfo, step: string): boolean {
  const type = graph.steps[step]?.type;
  return type === 'split-foreach' || type === 'split-parallel';
}

/** The path one foreach further out; outside the outermost one every task matches. */
function outerPath(foreachPath: string): string {
  const frames = foreachPath.split(',');
  return frames.length === 1 ? '.*' : frames.slice(0, -1).join(',');
}
