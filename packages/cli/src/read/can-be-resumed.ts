import type { CommandIo } from '../command-io';
import { openFlow } from './open-flow';

/** Whether a run has stored its parameters where `mf resume`, called like this command, looks for them. */
export async function canBeResumed(flowName: string, runId: string, io: CommandIo): Promise<boolean> {
  try {
    const { flow } = openFlow(flowName, '', io);
    const parameters = await flow.run(runId).step('_parameters').task;
    return parameters !== undefined && (await parameters.successful);
  } catch {
    // A run that has stored nothing is not known at all; and where the datastore cannot be read, resume cannot read it either.
    return false;
  }
}
