import type { AirflowApi } from '@mf/airflow';
import { earlierImport, type EarlierImport, waitForImport } from '../airflow/wait-for-import';
import { pushFlowImage } from '../image/flow-image';
import { tokenText } from '../deployment/token-text';
import { sha256, sha256Of } from '../snapshot/digest';
import { irHash } from '../snapshot/manifest';
import { checkHeld, claimFlow } from './claim-flow';
import type { DeliveryContext } from './delivery-context';
import type { OpenRecord, RecordDraft } from './deployment-log';
import type { FlowDelivery, PreparedFlow } from './flow-delivery';
import { areInPlace, placeFiles } from './place-files';
import { doneWords } from './plan-delivery';
import { isStillPlanned, planFlow } from './plan-flow';
import { imageOptions } from './prepare-flow';

/** A flow that is being deployed, and the DAG's record of it. */
interface Claimed {
  readonly delivery: FlowDelivery;
  readonly prepared: PreparedFlow;
  readonly open: OpenRecord;
  earlier?: EarlierImport;
  /** False when its files were in the place already. */
  isWritten?: boolean;
}

/**
 * Deploys flows of which something has to change: images first, then all files in one change of the place, then Airflow has to read them.
 * Each flow has its record, whatever comes in between.
 */
export async function deliverFlows(deliveries: readonly FlowDelivery[], context: DeliveryContext): Promise<void> {
  const claimed: Claimed[] = [];
  try {
    // Before anything is written: a wrong password is no reason to have half a deployment.
    const api = await context.airflow();
    // In the order of their names, so that of two deployments neither waits for a DAG that the other one has while it waits itself.
    const inOrder = [...deliveries].sort((a, b) => (dagIdOf(a) < dagIdOf(b) ? -1 : 1));
    for (const delivery of inOrder)
      await delivery.attempt(async () => {
        const open = await claim(delivery, context);
        if (open) claimed.push({ delivery, prepared: delivery.prepared!, open });
      });
    for (const one of claimed) await one.delivery.attempt(() => provide(one, api, context));
    await place(claimed, context);
    for (const one of claimed) await one.delivery.attempt(() => seenByAirflow(one, api, context));
  } catch (error) {
    // One that somebody else has deployed meanwhile is as it is to be.
    for (const delivery of deliveries)
      if (!delivery.hasFailed && delivery.step!.action !== 'keep') delivery.fail(error);
  } finally {
    for (const { delivery, open } of claimed) await finish(delivery, open);
  }
}

const dagIdOf = ({ prepared }: FlowDelivery): string => prepared!.deployment.dagId;

async function claim(delivery: FlowDelivery, context: DeliveryContext): Promise<OpenRecord | undefined> {
  const { deployment } = delivery.prepared!;
  return claimFlow(
    context.store.log,
    deployment.dagId,
    async (records) => {
      if (!isStillPlanned(delivery, records)) {
        const isInPlace = await context.place.look(async (files) =>
          areInPlace(files, new Set(await files.list('')), deployment.files),
        );
        planFlow(delivery, records, isInPlace, context.place.name);
      }
      return delivery.step!.action === 'keep' ? undefined : draftOf(delivery.prepared!, context);
    },
    context.target.io,
  );
}

function draftOf(
  { deployment, images: [image] }: PreparedFlow,
  { version, user, place }: DeliveryContext,
): RecordDraft {
  const { dagId, ir, manifest, files } = deployment;
  return {
    dagId,
    flow: ir.name,
    source: ir.at.file,
    workspace: version.workspace,
    action: 'deploy',
    by: user,
    ...(version.commit !== undefined && { commit: version.commit, isChanged: version.isChanged }),
    irHash: irHash(ir),
    content: sha256(manifest.text),
    ...(image && { image: image.reference }),
    place: place.name,
    files: files.map((file) => ({ path: file.path, sha256: sha256Of(file) })),
  };
}

/** Everything that has to be there before the DAG is. */
async function provide(one: Claimed, api: AirflowApi | undefined, { store, target }: DeliveryContext): Promise<void> {
  const { delivery, prepared } = one;
  const { deployment, images } = prepared;
  await deployment.token.save();
  await store.keep(deployment.files);
  for (const image of images) {
    const progress = (message: string) => void target.io.stderr.write(`${delivery.file}: ${message}\n`);
    const options = imageOptions(target.environment, progress, target.io);
    await pushFlowImage(image.built, deployment.ir.name, target.environment.registry!, options, target.io);
  }
  if (api) one.earlier = await earlierImport(api, deployment.dagId, deployment.dag);
}

async function place(claimed: readonly Claimed[], { place: { change }, target }: DeliveryContext): Promise<void> {
  const ready = claimed.filter(({ delivery }) => !delivery.hasFailed);
  if (ready.length === 0) return;
  await change(changeMessage(ready, target.environment.name), async (files) => {
    for (const one of ready)
      await one.delivery.attempt(async () => {
        await checkHeld(one.open);
        one.isWritten = await placeFiles(files, one.prepared.deployment.files);
      });
    return ready
      .filter(({ delivery }) => !delivery.hasFailed)
      .flatMap(({ prepared }) => prepared.deployment.files.map(({ path }) => path));
  });
}

function changeMessage(ready: readonly Claimed[], environment: string): string {
  const dags = ready.map(({ prepared }) => prepared.deployment.dagId);
  if (dags.length === 1) return `Deploy ${dags[0]} to ${environment}`;
  return `Deploy ${dags.length} DAGs to ${environment}\n\n${dags.map((dag) => `- ${dag}\n`).join('')}`;
}

async function seenByAirflow(
  { prepared, earlier, isWritten = false }: Claimed,
  api: AirflowApi | undefined,
  { place: where, timeoutSeconds }: DeliveryContext,
): Promise<void> {
  const { dagId, dag } = prepared.deployment;
  if (!api || !earlier) return;
  await waitForImport(api, { dagId, dag, place: where, earlier, isWritten, timeoutSeconds });
}

/** @returns nothing: what went wrong is the flow's failure */
async function finish(delivery: FlowDelivery, open: OpenRecord): Promise<void> {
  try {
    await open.finish(delivery.hasFailed ? 'failed' : 'done', delivery.hasFailed ? { error: delivery.reason } : {});
  } catch (error) {
    delivery.fail(error);
  }
  if (delivery.hasFailed) return;
  const { deployment, images } = delivery.prepared!;
  const { action, why } = delivery.step!;
  delivery.io.stdout.write(
    `${deployment.ir.name}: ${doneWords[action]} the DAG ${deployment.dagId} in ${open.record.place} as number ${open.record.number} (${why})\n` +
      images.map(({ reference }) => `Image: ${reference}\n`).join('') +
      tokenText(deployment.token),
  );
}
