import type { FlowIR } from '@mf/ir';
import { externalTaskId } from '../identity';
import type { StepArguments } from '../program/step-arguments';
import { FewerItemsError, TooManyItemsError } from './errors';
import { externalInputs } from './external-inputs';
import { itemsBefore } from './items-before';
import { superviseLoop } from './supervise-loop';
import { superviseTask } from './supervise-task';
import { openSupervision } from './supervision';
import { schedulerNews, tellScheduler } from './tell-scheduler';

/**
 * Runs one attempt of a task for an external scheduler: `step NAME --run-id R --attempt N [--index 0.2] [--tell stdout]`. Task, inputs
 * and slot are found from the step's place in the flow; an attempt that is run again replaces the older result. Where the step is
 * part of a loop, the whole loop runs.
 *
 * @param flow as `supervisedFlow` has it, or more
 * @param bundle path of the bundle
 * @returns whether the step went well
 * @throws DatastoreNotConfiguredError, StepNotInFlowError, and what opening the datastore throws: nothing is recorded then.
 *   TooManyItemsError and FewerItemsError when everything is
 */
export async function superviseStep(
  flow: FlowIR,
  args: StepArguments,
  bundle: string,
  environment: NodeJS.ProcessEnv,
): Promise<boolean> {
  const supervision = openSupervision(flow, args, bundle, environment);
  const { graph, datastore, indexStack } = supervision;
  const { step, run, attempt, maxRetries, tell } = args;
  const most = Number(environment['MF_MAX_ITEMS'] ?? Infinity);
  const before = tell === undefined ? 0 : await itemsBefore(supervision, most);
  const stored = graph.loopOf(step)
    ? await superviseLoop(supervision)
    : (
        await superviseTask(supervision, {
          step,
          task: externalTaskId(indexStack),
          indexStack,
          attempt,
          maxRetries,
          inputs: async () => {
            const { paths } = await externalInputs(graph, datastore.flow(graph.flow.name), run, step, indexStack);
            return paths;
          },
        })
      ).stored;
  if (!stored) return false;
  if (tell === undefined) return true;
  const news = schedulerNews(graph, stored, indexStack);
  if (Array.isArray(news) && news.length > most) throw new TooManyItemsError(step, news.length, most);
  if (Array.isArray(news) && news.length < before) throw new FewerItemsError(step, news.length, before);
  await tellScheduler(news, tell);
  return true;
}
