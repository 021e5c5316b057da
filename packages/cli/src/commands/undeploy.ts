import { checkNoneGoesOn } from '../airflow/runs-going-on';
import type { CommandIo } from '../command-io';
import { UsageError } from '../options/usage-error';
import { checkHeld, claimFlow, finishAfter } from '../delivery/claim-flow';
import type { DeliveryContext } from '../delivery/delivery-context';
import { deployedDags } from '../delivery/deployed-dags';
import { currentDeployment, type DeploymentRecord } from '../delivery/deployment-record';
import type { OpenRecord, RecordDraft } from '../delivery/deployment-log';
import { goneDeployments } from '../delivery/gone-deployments';
import { type DeliveryOptions, openDelivery } from '../delivery/open-delivery';
import { removeDeployed } from '../dag-place/deployed-files';
import { checkMayChange } from '../deployment/production-token';
import { outcomeOf, printOutcomes } from '../report/flow-outcome';

export interface UndeployOptions extends DeliveryOptions {
  /** Also all whose flow is gone from the workspace. */
  readonly gone?: true;
  readonly dryRun?: true;
}

/**
 * Removes DAGs from an environment: their files, but for code that others use. What Airflow knows of their runs stays, and so do results.
 */
export async function undeploy(words: readonly string[], options: UndeployOptions, io: CommandIo): Promise<number> {
  if (words.length === 0 && !options.gone)
    throw new UsageError(
      'undeploy is told of no DAG',
      'Name DAGs or files of flows, or give --gone for all whose flow is gone.',
    );
  const context = await openDelivery(options, io);
  const named = await deployedDags(words, context.target, io);
  if (!named) return 1;
  const gone = options.gone
    ? (await goneDeployments(context.target.root, context.version.workspace, context.store.log)).map(
        ({ dagId }) => dagId,
      )
    : [];
  const dags = [...new Set([...named, ...gone])];
  const environment = context.target.environment.name;
  if (dags.length === 0) io.stdout.write(`${environment}: no deployed flow is gone\n`);
  async function* removals() {
    for (const dagId of dags)
      yield await outcomeOf(dagId, io, async (out) => {
        await checkMayChange(dagId, options.authorize, context.target.io);
        if (options.dryRun) await tell(dagId, context, out);
        else await removeOne(dagId, context, out);
        return true;
      });
  }
  return printOutcomes(removals(), io);
}

async function tell(dagId: string, { store, target, place }: DeliveryContext, io: CommandIo): Promise<void> {
  const current = currentDeployment(await store.log.recent(dagId));
  const environment = target.environment.name;
  io.stdout.write(
    current
      ? `${dagId}: would be removed from ${place.name} (number ${current.number}, from ${current.source})\n`
      : `${dagId}: is not deployed in ${environment}\n`,
  );
}

async function removeOne(dagId: string, context: DeliveryContext, io: CommandIo): Promise<void> {
  const { store, target } = context;
  const open = await claimFlow(
    store.log,
    dagId,
    async (records) =>
      draftOf(currentDeployment(records) ?? (isUnfinished(records) ? records.at(-1) : undefined), context),
    target.io,
  );
  if (!open) {
    io.stdout.write(`${dagId}: is not deployed in ${target.environment.name}\n`);
    return;
  }
  const removed = await finishAfter(open, async () => {
    const api = await context.airflow();
    if (await api?.dag(dagId)) await checkNoneGoesOn(api!, dagId);
    return removeFiles(open, context);
  });
  io.stdout.write(
    `${dagId}: removed from ${open.record.place}: ${removed.join(', ') || 'its files were gone already'}\n`,
  );
}

/** A deployment that went wrong may have left files. */
function isUnfinished(records: readonly DeploymentRecord[]): boolean {
  return records.length > 0 && records.at(-1)?.state !== 'done';
}

function draftOf(
  current: DeploymentRecord | undefined,
  { user, version, place }: DeliveryContext,
): RecordDraft | undefined {
  if (!current) return undefined;
  const { dagId, flow, source, workspace, irHash, content } = current;
  return {
    ...{ dagId, flow, source, workspace, irHash, content },
    action: 'undeploy',
    by: user,
    ...(version.commit !== undefined && { commit: version.commit, isChanged: version.isChanged }),
    place: place.name,
    files: [],
  };
}

async function removeFiles(open: OpenRecord, { place, target }: DeliveryContext): Promise<string[]> {
  const { dagId } = open.record;
  let removed: string[] = [];
  await place.change(`Remove ${dagId} from ${target.environment.name}`, async (files) => {
    await checkHeld(open);
    removed = await removeDeployed(files, dagId);
    return removed;
  });
  return removed;
}
