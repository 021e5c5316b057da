import { type FlowDatastore, MetaflowExceptionWrapper } from '@mf/datastore';
import { openIfDone } from '../task/open-if-done';

/** A task that failed for good. */
export interface FailedTask {
  readonly step: string;
  readonly task: string;
  /** What the task recorded of the error that ended it; undefined when its process was ended from outside. */
  readonly exception: MetaflowExceptionWrapper | undefined;
}

/** Reads why a task failed. @throws what reading the datastore throws */
export async function readFailedTask(
  flow: FlowDatastore,
  run: string,
  { step, task }: { readonly step: string; readonly task: string },
): Promise<FailedTask> {
  const stored = await openIfDone(flow, { run, step, task });
  const exception = stored?.artifacts.has('_exception') ? await stored.load('_exception') : undefined;
  return { step, task, exception: exception instanceof MetaflowExceptionWrapper ? exception : undefined };
}
