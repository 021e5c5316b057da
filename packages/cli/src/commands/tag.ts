import type { Run } from '@mf/client';
import { UsageError } from '../options/usage-error';
import type { MetadataOptions } from '../options/metadata-option';
import type { CommandIo } from '../command-io';
import { flowNameOrReported } from '../flow-name';
import { latestRun, openFlow } from '../read/open-flow';

export interface TagOptions extends MetadataOptions {
  /** The flow's newest run in the namespace when not given. */
  readonly runId?: string;
  /** See `openFlow`. */
  readonly namespace?: string;
}

export interface TagReplaceOptions extends TagOptions {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Adds tags to a run. */
export async function tagAdd(file: string, tags: readonly string[], options: TagOptions, io: CommandIo) {
  return withRun(file, options, io, (run) => changeTags(run, [], tags, io));
}

/** Removes tags from a run. */
export async function tagRemove(file: string, tags: readonly string[], options: TagOptions, io: CommandIo) {
  return withRun(file, options, io, (run) => changeTags(run, tags, [], io));
}

/**
 * Removes and adds tags in one change, removal first.
 *
 * @throws UsageError unless there are both, as in Metaflow
 */
export async function tagReplace(file: string, options: TagReplaceOptions, io: CommandIo) {
  const { add, remove } = options;
  if (remove.length === 0) throw new UsageError('there is no tag to remove', 'Give --remove TAG, or use mf tag add.');
  if (add.length === 0) throw new UsageError('there is no tag to add', 'Give --add TAG, or use mf tag remove.');
  return withRun(file, options, io, (run) => changeTags(run, remove, add, io));
}

/** Prints the tags of a run: of one that is named, whoever made it, as in Metaflow, unless a namespace is given. */
export async function tagList(file: string, options: TagOptions, io: CommandIo) {
  const isAnyone = options.runId !== undefined && options.namespace === undefined;
  return withRun(file, isAnyone ? { ...options, namespace: '' } : options, io, (run) => printTags(run, io));
}

/** Does something with the run that the options name. Exit code 1 when the file has no flow. */
async function withRun(
  file: string,
  { runId, namespace }: TagOptions,
  io: CommandIo,
  act: (run: Run) => Promise<void>,
): Promise<number> {
  const name = await flowNameOrReported(file, io);
  if (name === undefined) return 1;
  const opened = openFlow(name, namespace, io);
  await act(runId === undefined ? await latestRun(opened) : opened.flow.run(runId));
  return 0;
}

async function changeTags(run: Run, remove: readonly string[], add: readonly string[], io: CommandIo): Promise<void> {
  await run.replaceTags(remove, add);
  io.stdout.write(`Operation successful. New tags of ${run.pathspec}:\n`);
  await printTags(run, io);
}

/** All tags, one in a line; those of users between stars, as Metaflow prints them. */
async function printTags(run: Run, io: CommandIo): Promise<void> {
  const userTags = await run.userTags;
  const tags = [...(await run.tags)].sort();
  io.stdout.write('\nSystem tags and *tags*; only *tags* can be modified\n');
  io.stdout.write(`${'-'.repeat(56)}\n\n`);
  for (const tag of tags) io.stdout.write(`${userTags.has(tag) ? `*${tag}*` : tag}\n`);
}
