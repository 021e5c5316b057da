import { NotFoundError, type Run } from '@mf/client';

/** When a run started. Not its own time of creation: that becomes the time of the last change of its tags. */
export async function startedAt(run: Run): Promise<Date> {
  try {
    return await run.step('_parameters').createdAt;
  } catch (error) {
    if (error instanceof NotFoundError && error.kind === 'Step') return run.createdAt;
    throw error;
  }
}
