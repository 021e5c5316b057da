import { setTimeout as sleep } from 'node:timers/promises';
import { runPathspec, type RunPath } from '../../task/task-path';
import type { TagChange } from '../provider';
import { checkTagChange, InvalidTagError, RunNotFoundForTagsError, TagConflictError } from '../tags';
import { contentOf, type ServiceHttp } from './service-http';
import { runUrl } from './service-path';

/** As often as Metaflow tries. */
const maxTries = 10;

/**
 * Changes the tags of a run in one step of the service, which knows the rules. Where another process changes them at the same
 * time (status 409) it is tried again.
 *
 * @throws InvalidTagError, RunNotFoundForTagsError, TagConflictError; ServiceTooOldError before version 2.3.0
 */
export async function changeServiceTags(http: ServiceHttp, path: RunPath, change: TagChange): Promise<string[]> {
  checkTagChange(change);
  await http.require('Changing the tags of a run', '2.3.0');
  const request = {
    method: 'PATCH',
    path: runUrl(path, 'tag', 'mutate'),
    body: { tags_to_add: change.add, tags_to_remove: change.remove },
  } as const;
  for (let attempt = 1; ; attempt++) {
    const answer = await http.send(request);
    const { status, body } = answer;
    if (status === 404) throw new RunNotFoundForTagsError(runPathspec(path));
    if (status === 400 || status === 422) {
      throw new InvalidTagError(
        `The metadata service does not take the tags: ${body}`,
        'A tag has 1 to 500 characters, a run at most 50 tags, and system tags can be neither added nor removed.',
      );
    }
    if (status !== 409) return contentOf<{ readonly tags: string[] }>(request, answer).tags;
    if (attempt === maxTries) throw new TagConflictError(runPathspec(path));
    await sleep(300 * (1.4 + 0.2 * Math.random()) ** attempt);
  }
}
