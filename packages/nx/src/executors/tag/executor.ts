import type { ExecutorContext } from '@nx/devkit';
import { listedValues } from '../mf-words';
import { mfOfFlow } from '../mf-of-flow';
import { type TagExecutorOptions, tagOptions } from './options';

/** `mf tag add`, `remove` or `replace`, by what is asked for; `mf tag list` where no tag is given. */
export default function tag(options: TagExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  const add = listedValues({ ...options }, 'add');
  const remove = listedValues({ ...options }, 'remove');
  if (add.length > 0 && remove.length > 0) {
    return mfOfFlow(['tag', 'replace'], options, context, tagOptions);
  }
  const verb = add.length > 0 ? 'add' : remove.length > 0 ? 'remove' : 'list';
  return mfOfFlow(['tag', verb], options, context, {
    ...tagOptions,
    places: [...add, ...remove],
    handled: ['add', 'remove'],
  });
}
