import { earlierImport, waitForImport } from '../airflow/wait-for-import';
import type { CommandIo } from '../command-io';
import { checkHeld, claimFlow, finishAfter } from '../delivery/claim-flow';
import type { DeliveryContext } from '../delivery/delivery-context';
import { deployedDags } from '../delivery/deployed-dags';
import type { OpenRecord, RecordDraft } from '../delivery/deployment-log';
import { type DeployedFile, type DeploymentRecord, previousDeployment } from '../delivery/deployment-record';
import { type DeliveryOptions, openDelivery } from '../delivery/open-delivery';
import { type KeptFile, placeKeptFiles } from '../delivery/place-files';
import { checkImages } from '../delivery/check-images';
import { deploymentText } from '../delivery/plan-delivery';
import { checkMayChange } from '../deployment/production-token';
import { outcomeOf, printOutcomes } from '../report/flow-outcome';

export interface RollbackOptions extends DeliveryOptions {
  /** Number of the deployment to put back; the one before the present one when not given. */
  readonly number?: number;
  readonly dryRun?: true;
}

/** There is nothing to put back. */
export class NothingToRollBackError extends Error {
  override readonly name = 'NothingToRollBackError';
  readonly code = 'MF2907';
  readonly advice: string;

  constructor(dagId: string, environment: string, number: number | undefined) {
    super(
      number === undefined
        ? `${dagId} had no other deployment in ${environment} before the present one`
        : `${dagId} has no deployment number ${number} in ${environment} that went well`,
    );
    this.advice = `See what there is: mf deployments --environment ${environment} --history ${dagId}`;
  }
}

/** Puts the previous deployment of DAGs back: the very files that it had. */
export async function rollback(words: readonly string[], options: RollbackOptions, io: CommandIo): Promise<number> {
  const context = await openDelivery(options, io);
  const dags = await deployedDags(words, context.target, io);
  if (!dags) return 1;
  async function* restorations() {
    for (const dagId of dags!)
      yield await outcomeOf(dagId, io, async (out) => {
        await checkMayChange(dagId, options.authorize, context.target.io);
        if (options.dryRun) {
          const before = await chosen(dagId, options, context);
          out.stdout.write(`${dagId}: would go back to ${deploymentText(before)}\n`);
        } else await restoreOne(dagId, options, context, out);
        return true;
      });
  }
  return printOutcomes(restorations(), io);
}

async function restoreOne(
  dagId: string,
  options: RollbackOptions,
  context: DeliveryContext,
  io: CommandIo,
): Promise<void> {
  const { store, place, target } = context;
  // Before anything is written: a wrong password is no reason to have half a rollback.
  await context.airflow();
  let before: DeploymentRecord | undefined;
  const open = await claimFlow(
    store.log,
    dagId,
    async () => draftOf((before = await chosen(dagId, options, context)), context),
    target.io,
  );
  await finishAfter(open!, () => putBack(before!, open!, context));
  io.stdout.write(`${dagId}: put ${deploymentText(before!)} back to ${place.name} as number ${open!.record.number}\n`);
}

async function putBack(before: DeploymentRecord, open: OpenRecord, context: DeliveryContext): Promise<void> {
  const { place, target, timeoutSeconds } = context;
  const { dagId } = before;
  const api = await context.airflow();
  const files = await contents(before.files, context);
  const path = `${dagId}.py`;
  const dag = { path, text: files.find((file) => file.path === path)!.content.toString('utf8') };
  const earlier = api && (await earlierImport(api, dagId, dag));
  let isWritten = false;
  await place.change(`Roll ${dagId} back to ${before.number} in ${target.environment.name}`, async (storage) => {
    await checkHeld(open);
    isWritten = await placeKeptFiles(storage, files);
    return files.map((file) => file.path);
  });
  if (api && earlier) await waitForImport(api, { dagId, dag, place, earlier, isWritten, timeoutSeconds });
}

/** @throws NothingToRollBackError, and what `checkImages` throws */
async function chosen(dagId: string, { number }: RollbackOptions, context: DeliveryContext): Promise<DeploymentRecord> {
  const history = await context.store.log.history(dagId);
  const found =
    number === undefined
      ? previousDeployment(history)
      : history.find((each) => each.number === number && each.state === 'done' && each.action !== 'undeploy');
  if (!found) throw new NothingToRollBackError(dagId, context.target.environment.name, number);
  await checkImages(found, context);
  return found;
}

function draftOf(before: DeploymentRecord, { user, place }: DeliveryContext): RecordDraft {
  const { dagId, flow, source, workspace, irHash, content, image, files, commit, isChanged } = before;
  return {
    ...{ dagId, flow, source, workspace, irHash, content, files },
    ...(image !== undefined && { image }),
    ...(commit !== undefined && { commit }),
    ...(isChanged !== undefined && { isChanged }),
    action: 'rollback',
    by: user,
    place: place.name,
    restores: before.restores ?? before.number,
  };
}

async function contents(files: readonly DeployedFile[], { store }: DeliveryContext): Promise<KeptFile[]> {
  return Promise.all(files.map(async (file) => ({ path: file.path, content: await store.content(file) })));
}
