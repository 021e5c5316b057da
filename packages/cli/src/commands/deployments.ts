import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { CommandIo } from '../command-io';
import { currentUser } from '../deployment/current-user';
import { DeliveryStore } from '../delivery/delivery-store';
import { emptyTree, markDeployedCommit, NoCommitError } from '../delivery/deployed-commit';
import type { DeploymentRecord } from '../delivery/deployment-record';
import { currentDeployments } from '../delivery/gone-deployments';
import { openEnvironment } from '../environment/open-environment';
import { sourceVersion } from '../delivery/source-version';
import { colorsFor } from '../report/colors';
import { textTable } from '../report/text-table';
import { timeText } from '../report/time-text';

export interface DeploymentsOptions {
  readonly environment?: string;
  /** All that was done with this DAG. */
  readonly history?: string;
  /** Only the commit from which on something may have to be deployed. */
  readonly base?: true;
  /** Let the commit that is checked out count as deployed. */
  readonly markBase?: true;
  readonly json?: true;
}

/** Prints what is deployed in an environment, or what was done with one DAG. */
export async function deployments(options: DeploymentsOptions, given: CommandIo): Promise<number> {
  const target = openEnvironment(options.environment, given);
  const { io, root } = target;
  const store = await DeliveryStore.open(target);
  if (options.base || options.markBase) {
    const version = await sourceVersion(root, io.env);
    if (options.markBase) {
      const commit = await markDeployedCommit(store, version, await currentUser(io));
      if (commit === undefined) throw new NoCommitError(version.commit ? 'files differ from it' : 'there is none');
    }
    const known = (await store.deployedCommit(version.workspace))?.commit;
    // A commit that is not in this clone tells nothing of what has changed since.
    const base = known !== undefined && (await isInClone(known, root, io)) ? known : emptyTree;
    io.stdout.write(`${base}\n`);
    return 0;
  }
  const records =
    options.history === undefined ? await currentDeployments(store.log) : await store.log.history(options.history);
  io.stdout.write(
    options.json ? `${JSON.stringify(records, null, 2)}\n` : table(records, options.history !== undefined, io),
  );
  return 0;
}

async function isInClone(commit: string, root: string, { env }: CommandIo): Promise<boolean> {
  return promisify(execFile)('git', ['-C', root, 'cat-file', '-e', `${commit}^{commit}`], { env }).then(
    () => true,
    () => false,
  );
}

function table(records: readonly DeploymentRecord[], isHistory: boolean, io: CommandIo): string {
  const colors = colorsFor(io.stdout, io.env);
  const rows = records.map((record) => [
    ...(isHistory
      ? [String(record.number), record.action, record.state]
      : [record.dagId, record.flow, String(record.number)]),
    timeText(new Date(record.finishedAt ?? record.startedAt)),
    record.by ?? '',
    record.commit === undefined ? '' : record.commit.slice(0, 10) + (record.isChanged ? '+' : ''),
    record.content.slice(0, 12),
    record.error ?? (record.restores === undefined ? record.source : `as number ${record.restores}`),
  ]);
  const header = isHistory ? ['NUMBER', 'ACTION', 'STATE'] : ['DAG', 'FLOW', 'NUMBER'];
  return textTable([...header, 'WHEN', 'BY', 'COMMIT', 'CONTENT', 'SOURCE'], rows, (text, column, row) =>
    row === 'header'
      ? colors.dim(text)
      : isHistory && column === 2 && /failed|begun/.test(text)
        ? colors.red(text)
        : text,
  );
}
