import { Command, Option } from 'commander';
import type { Compute } from '@mf/airflow';
import type { FlowIR } from '@mf/ir';
import type { CheckOptions } from '../commands/check';
import type { WithOptions } from '../options/decospecs';
import { addAirflowCommands, type AirflowActions } from './airflow-commands';
import { addCardCommands, type CardActions } from './card-commands';
import { addImageCommand, type ImageActions } from './image-command';
import { addKubernetesCommands, type KubernetesActions } from './kubernetes-commands';
import { addMetadataCommands, type MetadataActions } from './metadata-commands';
import { addDeployCommands, type DeployActions } from './deploy-commands';
import { addReadCommands, type ReadActions } from './read-commands';
import { addRunCommands, type RunActions } from './run-commands';
import { configOptions, withOption } from '../options/shared-options';
import { addTagCommands, type TagActions } from './tag-commands';

/** What the words of a command line lead to. Each returns the exit code of the process. */
export interface Actions
  extends
    RunActions,
    ReadActions,
    CardActions,
    TagActions,
    MetadataActions,
    ImageActions,
    AirflowActions,
    KubernetesActions,
    DeployActions {
  show(file: string, options: WithOptions): Promise<number>;
  check(files: string[], options: CheckOptions): Promise<number>;
  compile(files: string[], options: { output?: string }): Promise<number>;
  test(files: string[]): Promise<number>;
}

/** The flow that the command line starts, when it has been read. */
export interface StartedFlow {
  readonly running?: FlowIR | undefined;
  readonly triggered?: FlowIR | undefined;
}

/**
 * The grammar of `mf`. The parameters of the flow that `run` or `airflow trigger` is about to start are options of their own, as in
 * Metaflow.
 */
export function buildProgram(
  version: string,
  { running, triggered }: StartedFlow,
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
  addMetadataCommands(program, actions, done);

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
    .addOption(new Option('--target <where>', 'also say what the flows cannot do there').choices(['airflow']))
    .addOption(
      new Option('--compute <kind>', 'with --target: where steps run there; process when not given').choices([
        'process',
        'docker',
        'kubernetes',
      ] satisfies Compute[]),
    )
    .action(async (files: string[], options: CheckOptions) => done(await actions.check(files, options)));

  const compile = program
    .command('compile')
    .summary('write the IR and the bundle of flows')
    .argument('<files...>', 'the flows')
    .option('--output <dir>', 'where to write (one flow only); dist/flows/<flow> when not given')
    .action(async (files: string[], options: { output?: string }) => done(await actions.compile(files, options)));

  const image = addImageCommand(program, actions, done);

  program
    .command('test')
    .summary("run *.flow.spec.ts files with Node's own test runner")
    .argument('<files...>', 'the specs')
    .action(async (files: string[]) => done(await actions.test(files)));

  addAirflowCommands(program, triggered, actions, done);
  addKubernetesCommands(program, actions, done);
  addDeployCommands(program, actions, done);

  for (const command of [show, check, compile, image]) {
    for (const option of configOptions()) command.addOption(option);
  }

  return program;
}
