import { type Command, Option } from 'commander';
import type { DumpOptions } from '../commands/dump';
import type { ListOptions } from '../commands/list';
import type { LogsOptions } from '../commands/logs';
import { metadataOption } from '../options/metadata-option';
import { nameList, nonNegativeInteger, positiveInteger } from '../options/option-values';
import { namespaceOption, selectionNamespaceOption } from '../options/shared-options';

export interface ReadActions {
  list(file: string, options: ListOptions): Promise<number>;
  logs(file: string, pathspec: string | undefined, options: LogsOptions): Promise<number>;
  dump(file: string, pathspec: string | undefined, options: DumpOptions): Promise<number>;
}

/** Commands that read runs: `list`, `logs`, `dump`. */
export function addReadCommands(program: Command, actions: ReadActions, done: (code: number) => void): void {
  program
    .command('list')
    .summary('list the runs of a flow')
    .description('Lists the runs of a flow, the newest first.')
    .argument('<file>', 'the flow')
    .addOption(new Option('--limit <n>', 'runs that are listed').argParser(positiveInteger).default(10))
    .addOption(namespaceOption())
    .addOption(metadataOption())
    .option('--json', 'print JSON')
    .action(async (file: string, options: ListOptions) => done(await actions.list(file, options)));

  program
    .command('logs')
    .summary('print what tasks printed')
    .description(
      'Prints what the tasks of a run, of one of its steps, or one task printed: stdout and stderr by default.',
    )
    .argument('<file>', 'the flow')
    .argument('[pathspec]', 'RUN, RUN/STEP or RUN/STEP/TASK; your latest run when not given')
    .option('--stdout', 'only stdout')
    .option('--stderr', 'only stderr')
    .option('--timestamps', 'with the time of each line')
    .addOption(
      new Option('--attempt <n>', 'the attempt, from 0; the latest when not given').argParser(nonNegativeInteger),
    )
    .addOption(selectionNamespaceOption())
    .addOption(metadataOption())
    .option('--follow', 'go on printing until the task, or else the run, is over')
    .action(async (file: string, pathspec: string | undefined, options: LogsOptions) =>
      done(await actions.logs(file, pathspec, options)),
    );

  program
    .command('dump')
    .summary('print the artifacts of tasks')
    .description('Prints the artifacts of the tasks of a run, of one of its steps, or of one task.')
    .argument('<file>', 'the flow')
    .argument('[pathspec]', 'RUN, RUN/STEP or RUN/STEP/TASK; your latest run when not given')
    .addOption(
      new Option('--max-value-size <n>', 'characters of a value that are printed; with 0 no values')
        .argParser(nonNegativeInteger)
        .default(1000),
    )
    .addOption(new Option('--include <names>', 'only these artifacts, e.g. alpha,score').argParser(nameList))
    .addOption(selectionNamespaceOption())
    .addOption(metadataOption())
    .option('--private', "also Metaflow's own artifacts")
    .option('--json', 'print JSON')
    .action(async (file: string, pathspec: string | undefined, options: DumpOptions) =>
      done(await actions.dump(file, pathspec, options)),
    );
}
