import type { StoredTask } from '@mf/datastore';
import type { FlowIR } from '@mf/ir';
import { externalTaskId } from '../identity';
import type { StepArguments } from '../program/step-arguments';
import { TooManyItemsError } from './errors';
import { externalInputs } from './external-inputs';
import { itemsBefore } from './items-before';
import { superviseLoop } from './supervise-loop';
import { superviseTask } from './supervise-task';
import { openSupervision, type Supervision } from './supervision';
import { newsOfGone, type SchedulerNews, schedulerNews, tellScheduler, withGoneItems } from './tell-scheduler';

/**
 * Runs one attempt of a task for an external scheduler: `step NAME --run-id R --attempt N [--item '0.2 red'] [--tell stdout]`; the item
 * may be in MF_ITEM as well. Task, inputs and slot are found from the step's place in the flow; an attempt that is run again replaces the
 * older result. Where the step is part of a loop, the whole loop runs; where its item is gone, nothing.
 *
 * @param flow as `supervisedFlow` has it, or more
 * @param bundle path of the bundle
 * @returns whether the step went well
 * @throws DatastoreNotConfiguredError, StepNotInFlowError, and what opening the datastore throws: nothing is recorded then.
 *   TooManyItemsError when everything is
 */
export async function superviseStep(
  flow: FlowIR,
  args: StepArguments,
  bundle: string,
  environment: NodeJS.ProcessEnv,
): Promise<boolean> {
  const supervision = openSupervision(flow, args, bundle, environment);
  const { graph, place } = supervision;
  const { step, tell } = args;
  const most = Number(environment['MF_MAX_ITEMS'] ?? Infinity);
  const before = tell === undefined ? 0 : await itemsBefore(supervision, most);
  if (place.isGone) process.stdout.write('This item is gone: the foreach has fewer items than before.\n');
  const news = place.isGone ? newsOfGone(graph, step) : await newsOfRun(supervision);
  if (news === undefined) return false;
  if (tell === undefined) return true;
  const areItems = typeof news === 'object' && news !== null;
  if (areItems && news.length > most) throw new TooManyItemsError(step, news.length, most);
  await tellScheduler(areItems ? withGoneItems(news, before, place) : news, tell);
  return true;
}

/** Runs the step, or the loop that it is part of. @returns undefined when that did not end well */
async function newsOfRun(supervision: Supervision): Promise<SchedulerNews | undefined> {
  const stored = await runStep(supervision);
  return stored && schedulerNews(supervision.graph, stored, supervision.place);
}

async function runStep(supervision: Supervision): Promise<StoredTask | undefined> {
  const { graph, datastore, args } = supervision;
  const { indexStack } = supervision.place;
  const { step, run, attempt, maxRetries } = args;
  if (graph.loopOf(step)) return superviseLoop(supervision);
  const { stored } = await superviseTask(supervision, {
    ...{ step, task: externalTaskId(indexStack), indexStack, attempt, maxRetries },
    inputs: async () => {
      const { paths } = await externalInputs(graph, datastore.flow(graph.flow.name), run, step, indexStack);
      return paths;
    },
  });
  return stored;
}
