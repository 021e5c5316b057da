import { isImageThere } from '../image/flow-image';
import type { DeliveryContext } from './delivery-context';
import type { DeploymentRecord } from './deployment-record';
import { deploymentText } from './plan-delivery';

/** An image that a deployment needs is in the registry no more. */
export class ImageGoneError extends Error {
  override readonly name = 'ImageGoneError';
  readonly code = 'MF2908';
  readonly advice: string;

  constructor(record: DeploymentRecord, image: string) {
    const { dagId, commit, source } = record;
    super(`${dagId} cannot go back to ${deploymentText(record)}: its image ${image} is in the registry no more`);
    const then = commit === undefined ? 'as it was then' : `of commit ${commit}`;
    this.advice = `Deploy ${source} ${then} anew, go back to another one with --number, or push the image again.`;
  }
}

/**
 * That the registry has all images of a deployment: its own, and those that its DAG names for steps with a base of their own.
 *
 * @throws ImageGoneError, and what `hasImage` and `DeliveryStore` throw
 */
export async function checkImages(record: DeploymentRecord, { store, target }: DeliveryContext): Promise<void> {
  if (record.image === undefined) return;
  const dag = record.files.find(({ path }) => path === `${record.dagId}.py`);
  const text = dag ? (await store.content(dag)).toString('utf8') : '';
  const repository = `${record.image.split('@')[0]!}@`;
  const digests = text
    .split(repository)
    .slice(1)
    .map((rest) => /^sha256:[0-9a-f]{64}/.exec(rest)?.[0]);
  const images = [record.image, ...digests.filter(Boolean).map((digest) => `${repository}${digest!}`)];
  const { plainHttp } = target.environment;
  for (const image of new Set(images)) {
    if (!(await isImageThere(image, { ...(plainHttp !== undefined && { plainHttp }) }, target.io)))
      throw new ImageGoneError(record, image);
  }
}
