import { type Command, Option } from 'commander';
import type { DeploymentsOptions } from '../commands/deployments';
import type { RollbackOptions } from '../commands/rollback';
import type { UndeployOptions } from '../commands/undeploy';
import type { DeployFlowsRequest } from '../delivery/deploy-flows';
import { positiveInteger } from '../options/option-values';
import { configOptions } from '../options/shared-options';

export interface DeployActions {
  deploy(files: string[], options: Omit<DeployFlowsRequest, 'files'>): Promise<number>;
  deployments(options: DeploymentsOptions): Promise<number>;
  undeploy(dags: string[], options: UndeployOptions): Promise<number>;
  rollback(dags: string[], options: RollbackOptions): Promise<number>;
}

/** Commands about environments as a whole: staging, production. */
export function addDeployCommands(program: Command, actions: DeployActions, done: (code: number) => void): void {
  const deploy = program
    .command('deploy')
    .summary('deploy what has changed to an environment')
    .description(
      'Deploys flows to an environment of the workspace: images to its registry, DAGs to where its Airflow has them from. What is there ' +
        'already stays untouched. Without files: all flows of the workspace.',
    )
    .argument('[files...]', 'the flows')
    .option('--dry-run', 'print what would be done, and do nothing')
    .action(async (files: string[], options: Omit<DeployFlowsRequest, 'files'>) =>
      done(await actions.deploy(files, options)),
    );
  for (const option of configOptions()) deploy.addOption(option);

  const deployments = program
    .command('deployments')
    .summary('list what is deployed in an environment')
    .option('--history <dag>', 'list all that was done with a DAG there')
    .addOption(
      new Option(
        '--base',
        'print the last commit that is deployed there as a whole, for nx affected --base; the empty tree where there is none',
      ).conflicts('history'),
    )
    .addOption(
      new Option('--mark-base', 'let the commit that is checked out count as deployed as a whole').conflicts('history'),
    )
    .option('--json', 'print JSON')
    .action(async (options: DeploymentsOptions) => done(await actions.deployments(options)));

  const undeploy = program
    .command('undeploy')
    .summary('remove DAGs from an environment')
    .description(
      'Removes the files of DAGs from an environment, but for code that others use. What Airflow knows of their runs stays, and so do the ' +
        'results. Fails for a DAG with runs that go on.',
    )
    .argument('[dags...]', 'ids of DAGs, or files of flows')
    .option('--gone', 'all that were deployed from this workspace and have no flow in it any more')
    .option('--dry-run', 'print what would be done, and do nothing')
    .action(async (dags: string[], options: UndeployOptions) => done(await actions.undeploy(dags, options)));

  const rollback = program
    .command('rollback')
    .summary('put the previous deployment of DAGs back')
    .description('Puts the previous deployment of DAGs back into an environment: the very files that it had.')
    .argument('<dags...>', 'ids of DAGs, or files of flows')
    .addOption(
      new Option('--number <n>', 'the deployment to put back, as mf deployments --history numbers them').argParser(
        positiveInteger,
      ),
    )
    .option('--dry-run', 'print what would be done, and do nothing')
    .action(async (dags: string[], options: RollbackOptions) => done(await actions.rollback(dags, options)));

  for (const command of [deploy, deployments, undeploy, rollback])
    command.option('--environment <name>', 'which environment, e.g. production');
  for (const command of [deploy, undeploy, rollback])
    command
      .option('--authorize <token>', 'production token of what somebody else has deployed; needed once')
      .option('--no-wait', 'do not ask its Airflow: neither what runs, nor whether it has read the files')
      .addOption(
        new Option('--timeout <seconds>', 'how long Airflow may take to read a file')
          .argParser(positiveInteger)
          .default(600),
      );
}
