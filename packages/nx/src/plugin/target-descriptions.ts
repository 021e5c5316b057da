import type { TargetConfiguration } from '@nx/devkit';
import type { FlowTarget } from './target-names';

type Metadata = NonNullable<TargetConfiguration['metadata']>;

/** What Nx Console and `nx show project` tell of a target. */
export function describeTarget(target: FlowTarget): Metadata {
  return descriptions[target]();
}

const descriptions: Readonly<Record<FlowTarget, () => Metadata>> = {
  run: about('Run the flow on this machine.', 'run', { args: ['--max-workers=4'] }),
  resume: about('Continue a failed run, local or from Airflow, on this machine.', 'resume', {
    args: ['--runId=airflow-ec19e85042a1'],
  }),
  show: about('Print the steps of the flow, their docs and edges.', 'show'),
  check: about('Print every error of the flow at once.', 'check', { args: ['--on=airflow'] }),
  test: about("Run the specs of the flow with Node's own test runner.", 'test'),
  compile: about('Write the IR and the bundle of the flow.', 'compile'),
  image: about('Make the container image of the flow.', 'image', { args: ['--push=registry.example.com/team/flows'] }),
  deploy: about('Deploy what has changed of the flow to an environment.', 'deploy', {
    args: ['-c', 'staging', '--dryRun'],
  }),
  undeploy: about('Remove the flow from an environment.', 'undeploy', { args: ['-c', 'staging'] }),
  rollback: about('Put the previous deployment of the flow back into an environment.', 'rollback', {
    args: ['-c', 'production'],
  }),
  'airflow-create': about('Compile the flow to an Airflow DAG file.', 'airflow create', {
    options: { with: ['retry'] },
  }),
  'airflow-deploy': about('Put the flow on Airflow.', 'airflow deploy', { args: ['--to=dags'] }),
  'airflow-trigger': about('Start a run of the deployed flow.', 'airflow trigger', { args: ['--wait'] }),
  'airflow-list-runs': about('List the runs of the deployed flow.', 'airflow list-runs', { args: ['--limit=3'] }),
  'airflow-status': about('Show how the deployed flow and a run of it stand.', 'airflow status', { args: ['--json'] }),
  'airflow-logs': about('Print what Airflow has logged of a run.', 'airflow logs', { args: ['--follow'] }),
  'airflow-terminate': about('End a run of the deployed flow.', 'airflow terminate', {
    args: ['--runId=airflow-ec19e85042a1'],
  }),
  'airflow-suspend': about('Begin no more runs of the deployed flow.', 'airflow suspend'),
  'airflow-unsuspend': about('Let runs of the deployed flow begin again.', 'airflow unsuspend'),
  'airflow-delete': about('Delete the deployed flow.', 'airflow delete', { args: ['--to=dags'] }),
  'kubernetes-list': about('List the pods of the flow.', 'kubernetes list', { args: ['--my-runs'] }),
  'kubernetes-kill': about('End the pods of the flow.', 'kubernetes kill', { args: ['--my-runs'] }),
  list: about('List the runs of the flow.', 'list', { args: ['--limit=3'] }),
  logs: about('Print what the tasks of a run printed.', 'logs', { args: ['--follow'] }),
  dump: about('Print the artifacts of the tasks of a run.', 'dump', { args: ['--include=alpha,score'] }),
  tag: about('Change and list the tags of a run.', 'tag', { args: ['--add=reviewed'] }),
  'card-list': about('List the cards of the tasks of a run.', 'card list', { args: ['--json'] }),
  'card-view': about('View a card of a task.', 'card view', { args: ['--id=report'] }),
};

function about(
  description: string,
  command: string,
  example: { options?: Record<string, unknown>; args?: string[] } = {},
): () => Metadata {
  // A new one each time: what a project.json says of the same target, Nx writes into it.
  return () => ({ technologies: ['metaflow'], description, help: { command: `npx mf ${command} --help`, example } });
}
