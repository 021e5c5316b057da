import { Command, InvalidArgumentError, Option } from 'commander';
import type { ParameterIR } from '@mf/ir';
import type { AirflowCreateOptions } from '../commands/airflow-create';
import type { ResumeOptions } from '../commands/resume';
import type { RunOptions } from '../commands/run';
import { parameterOption } from './parameter-option';

/** What the words of a command line lead to. Each returns the exit code of the process. */
export interface Actions {
  run(file: string, options: RunOptions): Promise<number>;
  resume(file: string, step: string | undefined, options: ResumeOptions): Promise<number>;
  show(file: string): Promise<number>;
  check(files: string[]): Promise<number>;
  compile(files: string[], options: { output?: string }): Promise<number>;
  test(files: string[]): Promise<number>;
  airflowCreate(files: string[], options: AirflowCreateOptions & { output?: string }): Promise<number>;
}

const withOption = () =>
  new Option('--with <decorator>', "add a decorator to every step that has none of its kind, e.g. 'retry:times=3'")
    .argParser(collect)
    .default([], 'none');
const tagOption = () =>
  new Option('--tag <tag>', 'tag the run; may be repeated').argParser(collect).default([], 'none');
const maxWorkersOption = (help: string, value: number) =>
  new Option('--max-workers <n>', help).argParser(positiveInteger).default(value);

/**
 * The grammar of `mf`. `parameters` are those of the flow that `run` is about to start: each is an option of its own, as in Metaflow.
 */
export function buildProgram(
  version: string,
  parameters: readonly ParameterIR[],
  actions: Actions,
  done: (code: number) => void,
): Command {
  const program = new Command('mf')
    .description("Metaflow's way of writing data flows, in TypeScript, scheduled by Apache Airflow.")
    .version(version)
    .helpCommand(false);

  const run = program
    .command('run')
    .summary('run a flow on this machine')
    .description('Runs a flow on this machine, every task in a process of its own. Parameters of the flow are options.')
    .argument('<file>', 'the flow, e.g. train.flow.ts')
    .addOption(maxWorkersOption('tasks that run at the same time', 16))
    .addOption(withOption())
    .addOption(tagOption())
    .action(async (file: string, options: RunOptions) => done(await actions.run(file, options)));
  for (const parameter of parameters) run.addOption(parameterOption(parameter));

  program
    .command('resume')
    .summary('run again what failed in an earlier run')
    .description(
      'Continues an earlier run, local or from Airflow: results of the steps that succeeded are reused, the rest runs on this machine ' +
        'with the code as it is now. With STEP, that step and all after it run again.',
    )
    .argument('<file>', 'the flow, e.g. train.flow.ts')
    .argument('[step]', 'rerun from this step')
    .addOption(
      new Option(
        '--origin-run-id <id>',
        'the run to continue, e.g. airflow-ec19e85042a1; the latest run when not given',
      ),
    )
    .addOption(new Option('--run-id <id>', 'the same as --origin-run-id').conflicts('originRunId'))
    .addOption(maxWorkersOption('tasks that run at the same time', 16))
    .addOption(withOption())
    .addOption(tagOption())
    .action(async (file: string, step: string | undefined, options: ResumeOptions) =>
      done(await actions.resume(file, step, options)),
    );

  program
    .command('show')
    .summary('print the steps of a flow, their docs and edges')
    .argument('<file>', 'the flow')
    .action(async (file: string) => done(await actions.show(file)));

  program
    .command('check')
    .summary('print every error of flows at once')
    .argument('<files...>', 'the flows')
    .action(async (files: string[]) => done(await actions.check(files)));

  program
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
  airflow
    .command('create')
    .summary('compile flows to Airflow DAG files')
    .description(
      'Writes the DAG file of each flow, with the code it runs beside it: a folder to put where Airflow finds its DAGs.',
    )
    .argument('<files...>', 'the flows')
    .option('--output <dir>', 'where to write, e.g. the DAGs folder; dist/flows/<flow>/airflow when not given')
    .option('--name <dag id>', "the DAG's id (one flow only); the flow's name when not given")
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
    .action(async (files: string[], options: AirflowCreateOptions & { output?: string }) =>
      done(await actions.airflowCreate(files, options)),
    );

  return program;
}

function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number of at least 1.');
  return Number(text);
}
