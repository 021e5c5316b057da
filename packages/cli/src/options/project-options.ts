import type { ProjectOptions } from '@mf/ir';

/** What `--branch` and `--production` say, where they are given. */
export function projectOptions({ branch, production }: ProjectOptions): ProjectOptions {
  return { ...(branch !== undefined && { branch }), ...(production !== undefined && { production }) };
}
