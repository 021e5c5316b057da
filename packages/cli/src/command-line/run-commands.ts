import { type Command, Option } from 'commander';
import type { FlowIR } from '@mf/ir';
import type { ResumeOptions } from '../commands/resume';
import type { RunOptions } from '../commands/run';
import { collect } from '../options/option-values';
import { addParameterOptions } from '../options/parameter-option';
import { commonOptions, configOptions, projectOptions } from '../options/shared-options';

export interface RunActions {
  run(file: string, options: RunOptions): Promise<number>;
  resume(file: string, step: string | undefined, options: ResumeOptions): Promise<number>;
}

/** `run` and `resume`. The parameters of the flow that `run` is about to start are options of their own. */
export function addRunCommands(
  program: Command,
  running: FlowIR | undefined,
  actions: RunActions,
  done: (code: number) => void,
): void {
  const run = program
    .command('run')
    .summary('run a flow on this machine')
    .description('Runs a flow on this machine, every task in a process of its own. Parameters of the flow are options.')
    .argument('<file>', 'the flow, e.g. train.flow.ts');
  for (const option of [...commonOptions(), ...configOptions()]) run.addOption(option);
  run.action(async (file: string, options: RunOptions) => done(await actions.run(file, options)));
  // Only a flow of a project has them, as in Metaflow: another one may have a parameter of the name.
  if (running?.decorators.some(({ name }) => name === 'project')) {
    for (const option of projectOptions()) run.addOption(option);
  }
  if (running?.decorators.some(({ name }) => name === 'trigger_on_finish')) {
    run.addOption(
      new Option('--trigger <flow/run>', 'a run that counts as what started this one; may be repeated').argParser(
        collect,
      ),
    );
  }
  addParameterOptions(run, running?.parameters ?? []);

  const resume = program
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
        "the run to continue, e.g. airflow-ec19e85042a1, or Airflow's own id of it; the latest that mf run started here when not given",
      ),
    )
    .addOption(new Option('--run-id <id>', 'the same as --origin-run-id').conflicts('originRunId'))
    .addOption(
      new Option(
        '--dag-id <id>',
        "the DAG of a run that is named by Airflow's own id, where several deployments of the flow may have it",
      ),
    );
  resume.option('--same-code', 'run the code that the run had on its scheduler, in place of the working copy');
  for (const option of [...commonOptions(), ...projectOptions()]) resume.addOption(option);
  resume.action(async (file: string, step: string | undefined, options: ResumeOptions) =>
    done(await actions.resume(file, step, options)),
  );
}
