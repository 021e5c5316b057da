import { Command, Option } from 'commander';
import type { FlowIR } from '@mf/ir';
import type { AirflowCreateOptions } from '../commands/airflow-create';
import type { WithOptions } from '../decospecs';
import { addCardCommands, type CardActions } from './card-commands';
import { collect } from './option-values';
import { addReadCommands, type ReadActions } from './read-commands';
import {
  addRunCommands,
  configOptions,
  maxWorkersOption,
  projectOptions,
  type RunActions,
  taskNamespaceOption,
  withOption,
} from './run-commands';
import { addTagCommands, type TagActions } from './tag-commands';

/** What the words of a command line lead to. Each returns the exit code of the process. */
export interface Actions extends RunActions, ReadActions, CardActions, TagActions {
  show(file: string, options: WithOptions): Promise<number>;
  check(files: string[], options: WithOptions): Promise<number>;
  compile(files: string[], options: { output?: string }): Promise<number>;
  test(files: string[]): Promise<number>;
  airflowCreate(files: string[], options: AirflowCreateOptions & { output?: string }): Promise<number>;
}

/**
 * The grammar of `mf`. The parameters of the flow that `run` is about to start are options of their own, as in Metaflow.
 */
export function buildProgram(
  version: string,
  running: FlowIR | undefined,
  actions: Actions,
  done: (code: number) => void,
): Command {
  const program = new Command('mf')
    .description("Metaflow's way of writing data flows, in TypeScript, scheduled by Apache Airflow.")
    .version(version)
    .helpCommand(false);

  addRunCommands(program, running, actions, done);
  addReadCommands(program, actions, done);
  addCardCommands(program, actions, done);
  addTagCommands(program, actions, done);

  const show = program
    .command('show')
    .summary('print the steps of a flow, their docs and edges')
    .argument('<file>', 'the flow')
    .addOption(withOption())
    .action(async (file: string, options: WithOptions) => done(await actions.show(file, options)));

  const check = program
    .command('check')
    .summary('print every error of flows at once')
    .argument('<files...>', 'the flows')
    .addOption(withOption())
    .action(async (files: string[], options: WithOptions) => done(await actions.check(files, options)));

  const compile = program
    .command('compile')
    .summary('write the IR and the bundle of flows')
    .argument('<files...>', 'the flows')
    .option('--output <dir>', 'where to write (one flow only); dist/flows/<flow> when not given')
    .action(async (files: string[], options: { output?: string }) => done(await actions.compile(files, options)));

  program
    .command('test')
    .summary("run *.flow.spec.ts files with Node's own test runner")
    .argument('<files...>', 'the specs')
    .action(async (files: string[]) => done(await actions.test(files)));

  const airflow = program.command('airflow').summary('schedule flows by Apache Airflow').helpCommand(false);
  const create = airflow
    .command('create')
    .summary('compile flows to Airflow DAG files')
    .description(
      'Writes the DAG file of each flow, with the code it runs beside it: a folder to put where Airflow finds its DAGs.',
    )
    .argument('<files...>', 'the flows')
    .option('--output <dir>', 'where to write, e.g. the DAGs folder; dist/flows/<flow>/airflow when not given')
    .option('--name <dag id>', "the DAG's id (one flow only); the flow's name, with project and branch, when not given")
    .addOption(
      new Option('--compute <kind>', 'where steps run: as a process of the Airflow worker')
        .choices(['process'])
        .default('process'),
    )
    .addOption(maxWorkersOption('tasks of one foreach that run at the same time', 100))
    .addOption(withOption())
    .addOption(
      new Option('--tag <tag>', 'tag the DAG and its runs; may be repeated').argParser(collect).default([], 'none'),
    )
    .addOption(taskNamespaceOption())
    .action(async (files: string[], options: AirflowCreateOptions & { output?: string }) =>
      done(await actions.airflowCreate(files, options)),
    );
  for (const option of projectOptions()) create.addOption(option);
  for (const command of [show, check, compile, create]) {
    for (const option of configOptions()) command.addOption(option);
  }

  return program;
}
