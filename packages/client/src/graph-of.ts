import { NotFoundError } from './errors';
import type { GraphInfo } from './task-relations';

interface WithArtifacts {
  artifact(name: string): { readonly data: Promise<unknown> };
}

/**
 * The graph that a task ran with. A task has it when it is done; the task of the parameters has it as soon as the run has begun.
 *
 * @param parameters the task of the parameters, if there is one
 * @throws NotFoundError
 */
export async function graphOf(
  task: WithArtifacts,
  parameters: () => Promise<WithArtifacts | undefined>,
): Promise<GraphInfo> {
  try {
    return await infoOf(task);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const begun = await parameters();
    if (begun === undefined) throw error;
    return infoOf(begun);
  }
}

const infoOf = async (task: WithArtifacts): Promise<GraphInfo> =>
  (await task.artifact('_graph_info').data) as GraphInfo;
