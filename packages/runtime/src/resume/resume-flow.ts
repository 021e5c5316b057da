import { cloneTask, taskPathspec } from '@mf/datastore';
import type { CommonRunOptions } from '../run-options';
import { executeRun, type RunResult, sayBeginning } from '../scheduler/execute-run';
import { speaker } from '../scheduler/speaker';
import { openRemote, prepareRun } from '../scheduler/run-setting';
import { whileBeating } from '../scheduler/while-beating';
import { endpointRecords } from '../task/save-parameters';
import { cloneTasks } from './clone-tasks';
import { UnknownStepError } from './errors';
import { findOriginRun, readOriginRun } from './origin-run';

export interface ResumeOptions extends CommonRunOptions {
  /** The run to resume, of this machine or of a scheduler. Default: the latest that `runFlow` started here. */
  readonly originRun?: string;
  /** Run this step again, and all that come after it, even where they went well. */
  readonly step?: string;
}

/**
 * Runs a flow anew from where another run of it failed: tasks that went well are taken over by reference, the others are run.
 * Parameters are those of the origin. The new run has an id of its own and none of the origin's tags.
 *
 * @returns how the run ended
 * @throws RunNotFoundError, NoRunToResumeError, UnknownStepError, NothingToResumeError, and what `runFlow` throws before a run
 */
export async function resumeFlow(options: ResumeOptions): Promise<RunResult> {
  const { ir, output, step } = options;
  const prepared = prepareRun(options);
  const { graph, datastore, metadata, walk } = prepared;
  const steps = ir.steps.map(({ name }) => name);
  if (step !== undefined && !graph.has(step)) throw new UnknownStepError(ir.name, step, steps);

  const originRun = await findOriginRun(datastore, ir.name, options.originRun);
  const say = speaker(output);
  sayBeginning(prepared);
  say('Gathering required information to resume run (this may take a bit of time)...', false);
  const origin = await readOriginRun(datastore, graph, originRun, steps);
  const remote = await openRemote(options, prepared);

  const run = await metadata.newRun();
  return whileBeating(datastore.storage, { flow: ir.name, run }, async (over) => {
    await options.onRun?.(run);
    say(`Workflow starting (run-id ${run}):`, false);
    say(`Cloning ${ir.name}/${originRun}`, false);
    const setting = { ...prepared, remote, run, originRun };
    const parameters = { run, step: '_parameters', task: await metadata.newTask(run, '_parameters') };
    await cloneTask(datastore.flow(ir.name), origin.parameters, parameters, metadata);
    // Metaflow's own resume leaves them out, and its client then looks for a step called end.
    await metadata.addMetadata({ flow: ir.name, ...parameters }, endpointRecords(ir));
    const rerun = step === undefined ? new Set<string>() : graph.reachable(step);
    const toRun = await cloneTasks(setting, origin, walk.start(parameters.task, true), rerun);
    // By this mark Metaflow's own resume knows that nothing more will be cloned.
    await datastore.storage.write(`${taskPathspec({ flow: ir.name, ...parameters })}/_resume_done`, 'true');
    say(`${ir.name}/${originRun} cloned!`, false);
    return executeRun(setting, toRun, over);
  });
}
