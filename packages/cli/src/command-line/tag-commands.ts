import { type Command, Option } from 'commander';
import type { TagOptions, TagReplaceOptions } from '../commands/tag';
import { metadataOption } from '../options/metadata-option';
import { collect } from '../options/option-values';
import { namespaceOption, selectionNamespaceOption } from '../options/shared-options';

export interface TagActions {
  tagAdd(file: string, tags: string[], options: TagOptions): Promise<number>;
  tagRemove(file: string, tags: string[], options: TagOptions): Promise<number>;
  tagReplace(file: string, options: TagReplaceOptions): Promise<number>;
  tagList(file: string, options: TagOptions): Promise<number>;
}

const runIdOption = () => new Option('--run-id <id>', 'the run; the latest when not given');

/** `tag add`, `tag remove`, `tag replace` and `tag list`. */
export function addTagCommands(program: Command, actions: TagActions, done: (code: number) => void): void {
  const tag = program.command('tag').summary('change and list the tags of a run').helpCommand(false);

  for (const [name, action, help] of [
    ['add', actions.tagAdd, 'add tags to a run'],
    ['remove', actions.tagRemove, 'remove tags from a run; system tags stay'],
  ] as const) {
    tag
      .command(name)
      .summary(help)
      .argument('<file>', 'the flow')
      .argument('<tags...>', 'the tags')
      .addOption(runIdOption())
      .addOption(namespaceOption())
      .addOption(metadataOption())
      .action(async (file: string, tags: string[], options: TagOptions) => done(await action(file, tags, options)));
  }

  tag
    .command('replace')
    .summary('remove and add tags of a run in one change')
    .argument('<file>', 'the flow')
    .addOption(new Option('--remove <tag>', 'a tag to remove; may be repeated').argParser(collect).default([], 'none'))
    .addOption(new Option('--add <tag>', 'a tag to add; may be repeated').argParser(collect).default([], 'none'))
    .addOption(runIdOption())
    .addOption(namespaceOption())
    .addOption(metadataOption())
    .action(async (file: string, options: TagReplaceOptions) => done(await actions.tagReplace(file, options)));

  tag
    .command('list')
    .summary('list the tags of a run')
    .argument('<file>', 'the flow')
    .addOption(runIdOption())
    .addOption(selectionNamespaceOption())
    .addOption(metadataOption())
    .action(async (file: string, options: TagOptions) => done(await actions.tagList(file, options)));
}
