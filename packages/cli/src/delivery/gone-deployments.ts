import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { flowName } from '../flow-name';
import type { DeploymentLog } from './deployment-log';
import { currentDeployment, type DeploymentRecord } from './deployment-record';

/** What is deployed by now, of all DAGs. */
export async function currentDeployments(log: DeploymentLog): Promise<DeploymentRecord[]> {
  const dags = await log.dags();
  const all = await Promise.all(dags.map(async (dag) => currentDeployment(await log.recent(dag))));
  return all.filter((record) => record !== undefined);
}

/**
 * What was deployed from a workspace and is not in it any more: its file is gone, or has a flow of another name. Other workspaces may
 * deploy to the same environment: what is theirs is not asked for.
 */
export async function goneDeployments(
  root: string,
  workspace: string,
  log: DeploymentLog,
): Promise<DeploymentRecord[]> {
  const own = (await currentDeployments(log)).filter((record) => record.workspace === workspace);
  const gone = await Promise.all(
    own.map(async ({ source, flow }) => {
      if (!existsSync(join(root, source))) return true;
      const { name } = await flowName(source, { cwd: root });
      return name !== undefined && name !== flow;
    }),
  );
  return own.filter((_, i) => gone[i]);
}
