import { currentDeployment, type DeployedFile, type DeploymentRecord } from './deployment-record';

/** What is to be deployed. */
export interface Candidate {
  readonly irHash: string;
  readonly content: string;
  readonly image?: string;
  /** Name of its bundle, where that is a file beside the DAG. */
  readonly bundle?: string;
  readonly place: string;
}

/** What a deployment does with a flow. */
export interface PlannedStep {
  /** `repair`: what was deployed already is written anew, for it is not as it was. */
  readonly action: 'create' | 'update' | 'repair' | 'keep';
  readonly why: string;
}

/** What was done with a flow, in a word or two. */
export const doneWords: Readonly<Record<PlannedStep['action'], string>> = {
  create: 'created',
  update: 'updated',
  repair: 'put right',
  keep: 'unchanged',
};

/**
 * What has to be done so that an environment has a flow as it is now. What counts is the content: neither when nor from which commit
 * something was deployed.
 *
 * @param records as far back as to the last that went well, the oldest first
 * @param isInPlace whether the files are where they are to be
 */
export function planDelivery(
  candidate: Candidate,
  records: readonly DeploymentRecord[],
  isInPlace: boolean,
): PlannedStep {
  const newest = records.at(-1);
  const current = currentDeployment(records);
  if (!newest) return { action: 'create', why: 'it is not deployed yet' };
  if (newest.state !== 'done') {
    const why = newest.state === 'failed' ? 'the last deployment failed' : 'the last deployment was broken off';
    return { action: current ? 'update' : 'create', why };
  }
  if (!current) return { action: 'create', why: `it was removed by ${byWhom(newest)}` };
  const isSame = current.content === candidate.content && current.image === candidate.image;
  if (!isSame) return { action: 'update', why: whatChanged(candidate, current) };
  if (current.place !== candidate.place) return { action: 'update', why: `it was in ${current.place}` };
  if (!isInPlace) return { action: 'repair', why: `its files in ${candidate.place} are not what was deployed` };
  return { action: 'keep', why: `as deployed by ${byWhom(current)}` };
}

function whatChanged(candidate: Candidate, current: DeploymentRecord): string {
  if (current.restores !== undefined) return `it was rolled back by ${byWhom(current)}`;
  if (current.irHash !== candidate.irHash) return 'the flow has changed';
  if (candidate.bundle !== undefined && !hasFile(current.files, candidate.bundle)) return 'its code has changed';
  if (current.image !== candidate.image) return 'its image has changed';
  return 'how it is deployed has changed';
}

const hasFile = (files: readonly DeployedFile[], name: string): boolean => files.some(({ path }) => path === name);

/** `ada, 2026-11-27 03:10 UTC`. */
export function byWhom({ by, finishedAt, startedAt }: DeploymentRecord): string {
  return `${by ?? 'a user without a name'}, ${(finishedAt ?? startedAt).slice(0, 16).replace('T', ' ')} UTC`;
}

/** `number 3 (ada, 2026-11-27 03:10 UTC, commit 0123456789)`. */
export function deploymentText(record: DeploymentRecord): string {
  const commit = record.commit === undefined ? '' : `, commit ${record.commit.slice(0, 10)}`;
  return `number ${record.number} (${byWhom(record)}${commit})`;
}
