import type { ExecutorContext } from '@nx/devkit';
import { typedValues } from '../mf-words';
import { readRuns } from '../read-runs';
import type { TagExecutorOptions } from './options';

/** `mf tag add`, `remove` or `replace`, by what is asked for; `mf tag list` where no tag is given. */
export default function tag(options: TagExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  const known = ['runId', 'namespace', 'metadata'];
  const add = tagsOf(options, 'add');
  const remove = tagsOf(options, 'remove');
  if (add.length > 0 && remove.length > 0) {
    return readRuns(['tag', 'replace'], options, context, { known: [...known, 'add', 'remove'] });
  }
  const verb = add.length > 0 ? 'add' : remove.length > 0 ? 'remove' : 'list';
  return readRuns(['tag', verb], options, context, { known, places: [...add, ...remove], handled: ['add', 'remove'] });
}

/** As they were typed: Nx takes a tag of digits for a number. */
function tagsOf(options: TagExecutorOptions, name: 'add' | 'remove'): string[] {
  const typed = typedValues(options, name);
  return typed.length > 0 ? typed : [options[name] ?? []].flat().map(String);
}
