import { checkTag, openLocalDatastore, resolveUser } from '@mf/datastore';
import { planRetry } from '@mf/ir';
import { type FlowGraph, flowGraph } from '../graph/flow-graph';
import { GraphWalk } from '../graph/graph-walk';
import { type CommonRunOptions, runLimits } from '../run-options';
import { systemTags } from '../system-tags';
import { TooManyRetriesError } from './errors';
import type { RunSetting } from './task-scheduler';

/** Metaflow keeps one of its six attempts for a fallback. */
const mostRetries = 4;

/** Everything of a run but its id. */
export type RunPreparation = Omit<RunSetting, 'run'>;

/**
 * Checks what a run needs before anything of it is written, and opens the datastore.
 *
 * @throws InvalidTagError, UnknownUserError of `@mf/datastore`; TooManyRetriesError
 */
export function prepareRun(
  options: CommonRunOptions,
  originRun: string | null,
  startEnv: Readonly<Record<string, string>>,
): RunPreparation {
  const { bundle, ir, output, tags = [], cwd = process.cwd(), env = process.env } = options;
  for (const tag of tags) checkTag(tag);
  const graph = flowGraph(ir);
  const retries = retriesOf(graph, options);
  const datastore = openLocalDatastore({ env, cwd, create: true });
  const metadata = datastore.metadata.writer(ir.name, { user: resolveUser(env), tags, systemTags: systemTags(env) });
  return {
    graph,
    walk: new GraphWalk(graph),
    bundle,
    datastore,
    metadata,
    originRun,
    tags,
    cwd,
    env,
    startEnv,
    ...runLimits(options),
    retriesOf: (step) => retries.get(step) ?? 0,
    output,
  };
}

function retriesOf({ flow }: FlowGraph, { with: added = [] }: CommonRunOptions): ReadonlyMap<string, number> {
  return new Map(
    flow.steps.map(({ name, decorators }) => {
      const { times } = planRetry(decorators, added);
      if (times > mostRetries) throw new TooManyRetriesError(name, times);
      return [name, times];
    }),
  );
}
