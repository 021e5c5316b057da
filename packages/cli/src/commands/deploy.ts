import { relative } from 'node:path';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { type DeployFlowsRequest, deployWith } from '../delivery/deploy-flows';
import { markDeployedCommit } from '../delivery/deployed-commit';
import { findFlowFiles } from '../delivery/find-flow-files';
import type { FlowDeliveryOutcome } from '../delivery/flow-delivery';
import { goneDeployments } from '../delivery/gone-deployments';
import { openDelivery } from '../delivery/open-delivery';
import { doneWords } from '../delivery/plan-delivery';
import { planTable } from '../delivery/plan-table';

/**
 * Deploys flows to an environment, or prints what would be done. Without files it is about all flows of the workspace: then what has been
 * deployed and is gone from the workspace is listed, and when all went well, the commit counts as deployed.
 */
export async function deploy(request: DeployFlowsRequest, io: CommandIo, configs: ConfigOptions): Promise<number> {
  const isAll = request.files.length === 0;
  // What counts as deployed in the end is the commit that is here now: somebody may check out another one meanwhile.
  const context = await openDelivery(request, io);
  const { target, store, version, user } = context;
  const files = isAll ? findFlowFiles(target.root).map((file) => relative(io.cwd, file)) : request.files;
  const outcomes: FlowDeliveryOutcome[] = [];
  for await (const outcome of deployWith(context, { ...request, files }, io, configs)) {
    (outcome.success ? io.stdout : io.stderr).write(outcome.terminalOutput);
    outcomes.push(outcome);
  }
  if (request.dryRun) io.stdout.write(planTable(outcomes, io));
  io.stdout.write(`${summary(outcomes, target.environment.name, request.dryRun === true)}\n`);
  const isWell = outcomes.every(({ success }) => success);
  if (!isAll) return isWell ? 0 : 1;

  for (const { dagId, source } of await goneDeployments(target.root, version.workspace, store.log))
    io.stdout.write(
      `${dagId} is deployed, but its flow is gone from ${source}: mf undeploy ${dagId} --environment ${target.environment.name}\n`,
    );
  if (isWell && !request.dryRun) await markDeployedCommit(store, version, user);
  return isWell ? 0 : 1;
}

function summary(outcomes: readonly FlowDeliveryOutcome[], environment: string, isPlan: boolean): string {
  const words = isPlan
    ? { create: 'to create', update: 'to update', repair: 'to put right', keep: 'unchanged' }
    : doneWords;
  const counts = new Map<string, number>();
  for (const { success, step } of outcomes) {
    const word = success && step ? words[step.action] : 'failed';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const parts = [...Object.values(words), 'failed'].flatMap((word) => {
    const count = counts.get(word);
    return count === undefined ? [] : [`${count} ${word}`];
  });
  return `${environment}: ${parts.join(', ') || 'no flows'}`;
}
