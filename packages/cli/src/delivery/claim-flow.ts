import type { CommandIo } from '../command-io';
import type { DeploymentLog, OpenRecord, RecordDraft } from './deployment-log';
import { byWhom } from './plan-delivery';
import type { DeploymentRecord } from './deployment-record';

/** Another deployment has gone on with the DAG, because this one showed no sign of life. */
export class TakenOverError extends Error {
  override readonly name = 'TakenOverError';
  readonly code = 'MF2904';
  readonly advice = 'Call the command again: it finds out what there is still to do.';

  constructor(dagId: string) {
    super(`${dagId}: this deployment was stuck for so long that another one has taken its place`);
  }
}

/**
 * Has a DAG to oneself, once nobody else changes it.
 *
 * @param plan what is to be done in view of the records, as far back as to the last that went well; undefined for nothing. It is called
 *   again when others have done something meanwhile.
 */
export async function claimFlow(
  log: DeploymentLog,
  dagId: string,
  plan: (records: readonly DeploymentRecord[]) => Promise<RecordDraft | undefined>,
  { stderr }: Pick<CommandIo, 'stderr'>,
): Promise<OpenRecord | undefined> {
  for (;;) {
    const records = await log.settled(dagId, (record) =>
      stderr.write(`${dagId}: waiting for the ${record.action} of ${byWhom(record)} to end ...\n`),
    );
    const draft = await plan(records);
    if (!draft) return undefined;
    const claimed = await log.begin(draft, records.at(-1)?.number ?? 0);
    if (claimed) return claimed;
  }
}

/**
 * Does something with a DAG that one has to oneself, and writes down how it ended.
 *
 * @throws what `work` throws
 */
export async function finishAfter<T>(open: OpenRecord, work: () => Promise<T>): Promise<T> {
  const result = await work().catch(async (error: Error) => {
    // What went wrong counts, also where that cannot be written down: the silent record is taken over like any other.
    await open.finish('failed', { error: error.message.split('\n')[0]! }).catch(() => undefined);
    throw error;
  });
  await open.finish('done');
  return result;
}

/** @throws TakenOverError */
export async function checkHeld(open: OpenRecord): Promise<void> {
  if (!(await open.isHeld())) throw new TakenOverError(open.record.dagId);
}
