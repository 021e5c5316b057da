/** What a file of a deployment is called where DAGs are, and which content it has. */
export interface DeployedFile {
  readonly path: string;
  /** SHA-256, as hex: its name in the file store. */
  readonly sha256: string;
}

/** What was, or is being, done with a flow in an environment. */
export interface DeploymentRecord {
  readonly recordVersion: 1;
  /** Counts what was done with the DAG in the environment, from 1. */
  readonly number: number;
  readonly dagId: string;
  readonly flow: string;
  /** The flow's source, relative to its workspace. */
  readonly source: string;
  /** See `SourceVersion`. */
  readonly workspace: string;
  readonly action: 'deploy' | 'rollback' | 'undeploy';
  readonly state: 'begun' | 'done' | 'failed';
  /** Why it failed. */
  readonly error?: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  /** Null for a user without a name. */
  readonly by: string | null;
  readonly commit?: string;
  /** Files differed from the commit. */
  readonly isChanged?: boolean;
  /** SHA-256 of the FlowIR as canonical JSON. */
  readonly irHash: string;
  /** SHA-256 of the manifest, which names the content of all files. */
  readonly content: string;
  /** By digest. */
  readonly image?: string;
  /** Where its files are. */
  readonly place: string;
  /** In the order to write them in; none of what was undeployed. */
  readonly files: readonly DeployedFile[];
  /** Number of the deployment that a rollback has put back. */
  readonly restores?: number;
  /** Whose record it is while it is begun, and that this one still lives: it changes every few seconds. */
  readonly holder?: string;
  readonly beat?: number;
}

/** What is deployed by now: the newest that went well. Undefined when nothing is. */
export function currentDeployment(history: readonly DeploymentRecord[]): DeploymentRecord | undefined {
  const last = history.findLast(({ state }) => state === 'done');
  return last?.action === 'undeploy' ? undefined : last;
}

/**
 * The deployment that a rollback puts back: the one before what is deployed now, and after an earlier rollback the one before what that
 * has put back. After one that failed or was broken off, the last that went well; after `undeploy`, what was there last.
 */
export function previousDeployment(history: readonly DeploymentRecord[]): DeploymentRecord | undefined {
  const current = currentDeployment(history);
  if (current && history.at(-1) !== current) return current;
  const deployed = history.filter(({ state, action }) => state === 'done' && action !== 'undeploy');
  if (!current) return deployed.at(-1);
  const standing = current.restores ?? current.number;
  return deployed.findLast(({ number, content }) => number < standing && content !== current.content);
}
