import type { Datastore } from '@mf/datastore';
import { type ExactJson, formatExactJson } from '@mf/ir/exact-json';
import { openIfDone } from '../task/open-if-done';
import { NoRunToResumeError, RunNotFoundError } from './errors';
import { findOriginRun } from './origin-run';

/**
 * The configs that a run was started with, as JSON text by name: a resumed run has the same, as in Metaflow. None when there is no such
 * run, which to say is not the business of whoever asks for its configs.
 *
 * @param named the run; the latest that was started here when not given
 */
export async function originConfigs(
  datastore: Datastore,
  flow: string,
  named: string | undefined,
): Promise<Readonly<Record<string, string>>> {
  let run: string;
  try {
    run = await findOriginRun(datastore, flow, named);
  } catch (error) {
    if (error instanceof RunNotFoundError || error instanceof NoRunToResumeError) return {};
    throw error;
  }
  for (const { task } of await datastore.metadata.tasks({ flow, run, step: '_parameters' })) {
    const stored = await openIfDone(datastore.flow(flow), { run, step: '_parameters', task });
    if (!stored?.artifacts.has('_graph_info')) continue;
    const { parameters = [] } = stored.loadSync('_graph_info') as { parameters?: { name: string; type: string }[] };
    const names = parameters.filter(({ name, type }) => type === 'Config' && stored.artifacts.has(name));
    const values = names.map(({ name }) => [name, stored.loadSync(name) as ExactJson] as const);
    return Object.fromEntries(
      values.flatMap(([name, value]) => (value === null ? [] : [[name, formatExactJson(value)]])),
    );
  }
  return {};
}
