import { type Command, Option } from 'commander';
import type { Compute } from '@mf/airflow';
import type { FlowIR } from '@mf/ir';
import type { ChangedFlowOptions } from '../airflow/open-deployment';
import type { AirflowDeleteOptions } from '../commands/airflow-delete';
import type { AirflowDeployOptions } from '../commands/airflow-deploy';
import type { AirflowLogsOptions } from '../commands/airflow-logs';
import type { AirflowListRunsOptions, AirflowStatusOptions } from '../commands/airflow-runs';
import type { AirflowTriggerOptions } from '../commands/airflow-trigger';
import type { DeploymentOptions } from '../deployment/compile-deployment';
import { collect, nonNegativeInteger, positiveInteger } from '../options/option-values';
import { addParameterOptions } from '../options/parameter-option';
import {
  configOptions,
  maxWorkersOption,
  projectOptions,
  readingConfigOptions,
  taskNamespaceOption,
  withOption,
} from '../options/shared-options';

export interface AirflowActions {
  airflowCreate(files: string[], options: DeploymentOptions & { output?: string }): Promise<number>;
  airflowDeploy(file: string, options: AirflowDeployOptions): Promise<number>;
  airflowTrigger(file: string, options: AirflowTriggerOptions): Promise<number>;
  airflowListRuns(file: string, options: AirflowListRunsOptions): Promise<number>;
  airflowStatus(file: string, run: string | undefined, options: AirflowStatusOptions): Promise<number>;
  airflowLogs(
    file: string,
    run: string | undefined,
    step: string | undefined,
    options: AirflowLogsOptions,
  ): Promise<number>;
  airflowTerminate(file: string, run: string, options: ChangedFlowOptions): Promise<number>;
  airflowSuspend(file: string, suspended: boolean, options: ChangedFlowOptions): Promise<number>;
  airflowDelete(file: string, options: AirflowDeleteOptions): Promise<number>;
}

/** `airflow create`, `deploy`, and what is done with a flow that is deployed. */
export function addAirflowCommands(
  program: Command,
  triggered: FlowIR | undefined,
  actions: AirflowActions,
  done: (code: number) => void,
): void {
  const airflow = program.command('airflow').summary('schedule flows by Apache Airflow').helpCommand(false);

  const create = airflow
    .command('create')
    .summary('compile flows to Airflow DAG files')
    .description(
      'Writes the DAG file of each flow, with the code it runs beside it: a folder to put where Airflow finds its DAGs.',
    )
    .argument('<files...>', 'the flows')
    .option('--output <dir>', 'where to write, e.g. the DAGs folder; dist/flows/<flow>/airflow when not given')
    .action(async (files: string[], options: DeploymentOptions & { output?: string }) =>
      done(await actions.airflowCreate(files, options)),
    );

  const deploy = airflow
    .command('deploy')
    .summary('compile a flow, put it where Airflow has its DAGs from, wait until it is there')
    .description(
      'Compiles a flow to an Airflow DAG, puts its files where Airflow has its DAGs from (code first, the DAG last), and waits until ' +
        'Airflow has read it: an import error is told with its traceback. Called again, it changes nothing that is there already.',
    )
    .argument('<file>', 'the flow')
    .addOption(toOption())
    .option('--no-wait', 'be done when the files are there; needs no connection with Airflow')
    .addOption(timeoutOption('read the file'))
    .addHelpText(
      'after',
      examples(
        'mf airflow deploy train.flow.ts --to /opt/airflow/dags --airflow-url http://localhost:8080',
        'mf airflow deploy train.flow.ts --to s3://my-airflow/dags --production --with retry',
        'mf airflow deploy train.flow.ts --to git:../airflow-dags/dags',
      ),
    )
    .action(async (file: string, options: AirflowDeployOptions) => done(await actions.airflowDeploy(file, options)));

  for (const command of [create, deploy]) for (const option of deploymentOptions()) command.addOption(option);

  const trigger = airflow
    .command('trigger')
    .summary('start a run of a deployed flow')
    .description(
      'Starts a run of a deployed flow. Parameters of the flow are options, checked before anything is sent.',
    )
    .argument('<file>', 'the flow')
    .option('--wait', 'show the states of its tasks until the run has ended; the exit code tells how')
    .addOption(
      new Option('--param <name=value>', 'a parameter, also one whose name is another option here; may be repeated')
        .argParser(collect)
        .default([], 'none'),
    )
    .addHelpText(
      'after',
      examples(
        'mf airflow trigger train.flow.ts --alpha 0.5 --wait',
        'mf airflow trigger train.flow.ts --param name=ada',
      ),
    )
    .action(async (file: string, options: AirflowTriggerOptions) => done(await actions.airflowTrigger(file, options)));

  const listRuns = airflow
    .command('list-runs')
    .summary('list the runs of a deployed flow')
    .description('Lists the runs of a deployed flow, the newest first, with their ids for Metaflow and for Airflow.')
    .argument('<file>', 'the flow')
    .addOption(new Option('--limit <n>', 'runs that are listed').argParser(positiveInteger).default(10))
    .option('--json', 'print JSON')
    .action(async (file: string, options: AirflowListRunsOptions) =>
      done(await actions.airflowListRuns(file, options)),
    );

  const status = airflow
    .command('status')
    .summary('show how a deployed flow and a run of it stand')
    .argument('<file>', 'the flow')
    .argument('[run]', 'one of the two ids of a run; the newest when not given')
    .option('--json', 'print JSON')
    .action(async (file: string, run: string | undefined, options: AirflowStatusOptions) =>
      done(await actions.airflowStatus(file, run, options)),
    );

  const logs = airflow
    .command('logs')
    .summary('print what Airflow has logged of a run')
    .description("Prints Airflow's logs of the tasks of a run. What tasks printed, alone, is in mf logs.")
    .argument('<file>', 'the flow')
    .argument('[run]', 'one of the two ids of a run; the newest when not given')
    .argument('[step]', 'only of this step')
    .addOption(new Option('--map-index <n>', 'only of this item of a foreach').argParser(nonNegativeInteger))
    .addOption(
      new Option('--attempt <n>', 'the attempt, from 0; the latest when not given').argParser(nonNegativeInteger),
    )
    .option('--follow', 'go on printing until the run has ended')
    .addHelpText(
      'after',
      examples('mf airflow logs train.flow.ts --follow', 'mf airflow logs train.flow.ts airflow-ec19e85042a1 start'),
    )
    .action(async (file: string, run: string | undefined, step: string | undefined, options: AirflowLogsOptions) =>
      done(await actions.airflowLogs(file, run, step, options)),
    );

  const terminate = airflow
    .command('terminate')
    .summary('end a run of a deployed flow')
    .description('Ends a run as failed: Airflow stops its tasks. mf resume can go on from there.')
    .argument('<file>', 'the flow')
    .argument('<run>', 'one of the two ids of the run')
    .action(async (file: string, run: string, options: ChangedFlowOptions) =>
      done(await actions.airflowTerminate(file, run, options)),
    );

  const [suspend, unsuspend] = (
    [
      ['suspend', true, 'begin no more runs of a deployed flow'],
      ['unsuspend', false, 'let runs of a suspended flow begin again'],
    ] as const
  ).map(([name, suspended, summary]) =>
    airflow
      .command(name)
      .summary(summary)
      .argument('<file>', 'the flow')
      .action(async (file: string, options: ChangedFlowOptions) =>
        done(await actions.airflowSuspend(file, suspended, options)),
      ),
  );

  const remove = airflow
    .command('delete')
    .summary('delete a deployed flow: its files, and what Airflow knows of it')
    .description(
      'Removes the files of a deployed flow, but for code that another deployment uses, and lets Airflow forget the DAG and its runs. ' +
        'Results of runs stay in the datastore.',
    )
    .argument('<file>', 'the flow')
    .addOption(toOption())
    .option('--yes', 'do not ask')
    .addOption(timeoutOption('see that the file is gone'))
    .addHelpText('after', examples('mf airflow delete train.flow.ts --branch trial --to /opt/airflow/dags --yes'))
    .action(async (file: string, options: AirflowDeleteOptions) => done(await actions.airflowDelete(file, options)));

  const living = [trigger, listRuns, status, logs, terminate, suspend!, unsuspend!, remove];
  for (const command of living) for (const option of dagOptions()) command.addOption(option);
  for (const command of [terminate, suspend!, unsuspend!, remove]) command.addOption(authorizeOption());
  for (const command of [deploy, ...living]) for (const option of airflowOptions()) command.addOption(option);
  for (const command of [create, deploy]) for (const option of configOptions()) command.addOption(option);
  for (const command of living) for (const option of readingConfigOptions()) command.addOption(option);
  addParameterOptions(trigger, triggered?.parameters ?? []);
}

const authorizeOption = (): Option =>
  new Option('--authorize <token>', 'production token of a deployment that somebody else has made; needed once');

/** What `create` and `deploy` compile with. */
function deploymentOptions(): Option[] {
  return [
    new Option(
      '--name <dag id>',
      "the DAG's id (one flow only); the flow's name, with project and branch, when not given",
    ),
    new Option(
      '--compute <kind>',
      'where steps run: as a process of the Airflow worker, in containers of its Docker, or in pods on Kubernetes',
    )
      .choices(['process', 'docker', 'kubernetes'] satisfies Compute[])
      .default('process'),
    new Option(
      '--image <reference>',
      'with compute=docker or kubernetes: image of the flow, with its digest; made and pushed when not given',
    ),
    new Option(
      '--image-repository <name>',
      'where the image is pushed to; MF_IMAGE_REPOSITORY, or METAFLOW_KUBERNETES_CONTAINER_REGISTRY with /flows, when not given',
    ).conflicts('image'),
    new Option('--deferrable', 'with compute=kubernetes: let Airflow’s triggerer wait for pods, not a worker'),
    new Option(
      '--kubernetes-conn-id <id>',
      'with compute=kubernetes: Airflow’s connection to the cluster; kubernetes_default when not given',
    ),
    new Option(
      '--docker-network <name>',
      'with compute=docker: network of the containers; that of the Docker daemon when not given',
    ),
    new Option(
      '--docker-conn-id <id>',
      'with compute=docker: Airflow’s connection to the registry; what docker login has left on the worker when not given',
    ),
    new Option(
      '--secret-connection <id>',
      'with compute=docker or kubernetes: a connection of Airflow that containers get; may be repeated',
    ).argParser(collect),
    maxWorkersOption('tasks of one foreach that run at the same time', 100),
    new Option(
      '--workflow-timeout <seconds>',
      'how long a run may take; Airflow ends a longer one as failed',
    ).argParser(positiveInteger),
    withOption(),
    new Option('--tag <tag>', 'tag the DAG and its runs; may be repeated').argParser(collect).default([], 'none'),
    taskNamespaceOption(),
    ...projectOptions(),
    authorizeOption(),
    new Option('--new-token <token>', 'move the deployment to the namespace of this production token').conflicts(
      'generateNewToken',
    ),
    new Option('--generate-new-token', 'move the deployment to a new namespace'),
  ];
}

/** Which deployment of the flow. */
function dagOptions(): Option[] {
  return [
    new Option('--name <dag id>', "the DAG's id; the flow's name, with project and branch, when not given"),
    ...projectOptions(),
  ];
}

/** Which Airflow. */
function airflowOptions(): Option[] {
  return [
    new Option('--airflow-url <url>', 'where the user interface of Airflow opens; AIRFLOW_URL when not given'),
    new Option(
      '--airflow-user <name>',
      'user of Airflow, AIRFLOW_USERNAME when not given; the password comes from AIRFLOW_PASSWORD, or a token from AIRFLOW_TOKEN',
    ),
  ];
}

const toOption = () =>
  new Option(
    '--to <place>',
    'where Airflow has its DAGs from: a folder, s3://bucket/prefix, gs://bucket/prefix, git:FOLDER, or git:URL#BRANCH:FOLDER; AIRFLOW_DAGS when not given',
  );

const timeoutOption = (what: string) =>
  new Option('--timeout <seconds>', `how long Airflow may take to ${what}`).argParser(positiveInteger).default(600);

const examples = (...lines: string[]) => `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}`;
