import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { loadFlows } from '../load-flows';
import { deliverFlows } from './deliver-flows';
import type { DeliveryContext } from './delivery-context';
import { FlowDelivery, type FlowDeliveryOutcome } from './flow-delivery';
import { type DeliveryOptions, openDelivery } from './open-delivery';
import { areInPlace } from './place-files';
import { planFlow } from './plan-flow';
import { prepareFlow } from './prepare-flow';

export interface DeployFlowsRequest extends DeliveryOptions {
  readonly files: readonly string[];
  /** Only find out what would be done. */
  readonly dryRun?: boolean | undefined;
}

/** Two flows of one deployment would be the same DAG. */
export class SameDagError extends Error {
  override readonly name = 'SameDagError';
  readonly code = 'MF2905';
  readonly advice = 'Rename the class of one of them, or give them different @project names.';

  constructor(dagId: string, other: string) {
    super(`It would be the DAG ${dagId}, which is that of ${other}`);
  }
}

/** Flows that are deployed together: in one commit, where DAGs are in git. */
const flowsAtOnce = 50;

/**
 * Deploys flows to an environment: of each the image to the registry, then the files to where its Airflow has DAGs from. What is there
 * already stays untouched. Yields what became of each flow, in their order.
 *
 * @throws EnvironmentNotFoundError, InvalidEnvironmentError, DeliveryStoreError, GitError, and what `openAirflow` and `loadFlows` throw
 */
export async function* deployFlows(
  request: DeployFlowsRequest,
  given: CommandIo,
  configs: ConfigOptions = {},
): AsyncGenerator<FlowDeliveryOutcome> {
  yield* deployWith(await openDelivery(request, given), request, given, configs);
}

/** `deployFlows` to an environment that is open already. */
export async function* deployWith(
  context: DeliveryContext,
  request: DeployFlowsRequest,
  given: CommandIo,
  configs: ConfigOptions,
): AsyncGenerator<FlowDeliveryOutcome> {
  const { target } = context;
  const io = { ...target.io, cwd: given.cwd };
  const flows = await loadFlows(request.files, io, configs);
  const dags = new Map<string, string>();
  for (let at = 0; at < flows.length; at += flowsAtOnce) {
    const deliveries: FlowDelivery[] = [];
    for (const flow of flows.slice(at, at + flowsAtOnce)) {
      const delivery = new FlowDelivery(flow.file, target.io);
      deliveries.push(delivery);
      await delivery.attempt(async () => {
        const progress = (message: string) => void given.stderr.write(`${flow.file}: ${message}\n`);
        delivery.prepared = await prepareFlow(flow, target.environment, request.authorize, progress, delivery.io);
        if (!delivery.prepared) return delivery.fail();
        const { dagId } = delivery.prepared.deployment;
        const other = dags.get(dagId);
        if (other !== undefined) throw new SameDagError(dagId, other);
        dags.set(dagId, flow.file);
      });
    }
    await planFlows(deliveries, context);
    const changed = deliveries.filter(({ hasFailed, step }) => !hasFailed && step && step.action !== 'keep');
    if (!request.dryRun) {
      if (changed.length > 0) await deliverFlows(changed, context);
      for (const kept of deliveries) if (kept.step?.action === 'keep') sayKept(kept, target.environment.name);
    }
    for (const { outcome } of deliveries) yield outcome;
  }
}

async function planFlows(deliveries: readonly FlowDelivery[], { place, store }: DeliveryContext): Promise<void> {
  const open = deliveries.filter(({ hasFailed }) => !hasFailed);
  await place.look(async (files) => {
    const names = new Set(await files.list(''));
    await Promise.all(
      open.map((delivery) =>
        delivery.attempt(async () => {
          const { deployment } = delivery.prepared!;
          const [records, isInPlace] = await Promise.all([
            store.log.recent(deployment.dagId),
            areInPlace(files, names, deployment.files),
          ]);
          planFlow(delivery, records, isInPlace, place.name);
        }),
      ),
    );
  });
}

function sayKept({ io, prepared, step }: FlowDelivery, environment: string): void {
  const { ir, dagId } = prepared!.deployment;
  io.stdout.write(`${ir.name}: ${dagId} in ${environment} is unchanged (${step!.why})\n`);
}
