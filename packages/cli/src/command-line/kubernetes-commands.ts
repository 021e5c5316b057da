import { type Command, Option } from 'commander';
import type { KubernetesListOptions, KubernetesOptions } from '../commands/kubernetes';

export interface KubernetesActions {
  kubernetesList(file: string, options: KubernetesListOptions): Promise<number>;
  kubernetesKill(file: string, options: KubernetesOptions): Promise<number>;
}

const podOptions = () => [
  new Option('--run-id <id>', 'the run; the latest that was started here when no user is given either'),
  new Option('--user <name>', 'runs of this user').conflicts('myRuns'),
  new Option('--my-runs', 'all of your runs').conflicts('runId'),
  new Option(
    '--k8s-namespace <name>',
    "Kubernetes' namespace; METAFLOW_KUBERNETES_NAMESPACE, else default, when not given",
  ),
];

/** `kubernetes list` and `kubernetes kill`. */
export function addKubernetesCommands(
  program: Command,
  actions: KubernetesActions,
  done: (code: number) => void,
): void {
  const kubernetes = program.command('kubernetes').summary('look after the pods of a flow').helpCommand(false);
  const list = kubernetes
    .command('list')
    .summary('list the pods of tasks that have not ended')
    .argument('<file>', 'the flow')
    .option('--json', 'print JSON')
    .action(async (file: string, options: KubernetesListOptions) => done(await actions.kubernetesList(file, options)));
  const kill = kubernetes
    .command('kill')
    .summary('end the pods of tasks')
    .description('Ends the pods of tasks that have not ended. A run that is going on tries again those with @retry.')
    .argument('<file>', 'the flow')
    .action(async (file: string, options: KubernetesOptions) => done(await actions.kubernetesKill(file, options)));
  for (const command of [list, kill]) for (const option of podOptions()) command.addOption(option);
}
