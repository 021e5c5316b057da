import { sha256 } from '../snapshot/digest';
import { irHash } from '../snapshot/manifest';
import type { DeploymentRecord } from './deployment-record';
import type { FlowDelivery } from './flow-delivery';
import { planDelivery } from './plan-delivery';

/** Finds out what has to be done with a flow. */
export function planFlow(
  delivery: FlowDelivery,
  records: readonly DeploymentRecord[],
  isInPlace: boolean,
  place: string,
): void {
  const {
    deployment,
    images: [image],
  } = delivery.prepared!;
  const { ir, manifest, runs } = deployment;
  const candidate = {
    irHash: irHash(ir),
    content: sha256(manifest.text),
    ...('bundle' in runs && { bundle: runs.bundle }),
    place,
    ...(image && { image: image.reference }),
  };
  delivery.plan = { step: planDelivery(candidate, records, isInPlace), ...stateOf(records) };
}

/** Whether nothing was done with the DAG since the flow was planned. */
export function isStillPlanned({ plan }: FlowDelivery, records: readonly DeploymentRecord[]): boolean {
  const { number, state } = stateOf(records);
  return plan?.number === number && plan.state === state;
}

function stateOf(records: readonly DeploymentRecord[]): Pick<DeploymentRecord, 'number' | 'state'> {
  const { number, state } = records.at(-1) ?? { number: 0, state: 'done' };
  return { number, state };
}
