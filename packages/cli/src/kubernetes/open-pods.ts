import { openCluster, PodRunner, type PodTimes } from '@mf/kubernetes';
import {
  containerName,
  type DecoratorIR,
  KubernetesConfigurationError,
  podTemplate,
  podVariables,
  readKubernetesConfiguration,
} from '@mf/ir';
import type { RemoteSetting, RemoteTask, RemoteTasks } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { flowsRepository } from '../image/flow-image';
import { DatastoreNotSharedError, RegistryNotConfiguredError } from './errors';
import { flowImages } from '../image/flow-images';
import { kubernetesSteps, type KubernetesStep } from './kubernetes-steps';

/** Metaflow's numbers: for pods that Airflow starts, and for jobs that are over. */
const defaultTimes: PodTimes = { startSeconds: 3600, leaseSeconds: 600, keepSeconds: 7 * 24 * 60 * 60 };

/**
 * Opens Kubernetes for a run: makes sure that the flow's image is where nodes can pull it, and runs the tasks of steps with `@kubernetes`
 * as pods. Undefined for a flow without such steps.
 *
 * @param added decorators of `--with`
 * @throws KubernetesConfigurationError, DatastoreNotSharedError, RegistryNotConfiguredError, ClusterNotConfiguredError, and what building and
 *   pushing the image throw
 */
export async function openPods(
  flow: RunnableFlow,
  added: readonly DecoratorIR[],
  setting: RemoteSetting,
  io: CommandIo,
): Promise<RemoteTasks | undefined> {
  const { datastore, env, say } = setting;
  const configuration = readKubernetesConfiguration(env);
  const steps = kubernetesSteps(flow.ir, added, configuration);
  if (steps.size === 0) return undefined;
  if (datastore.storage.type === 'local') throw new DatastoreNotSharedError([...steps.keys()]);
  sayWhatStaysHere(setting);
  const times = podTimes(env);
  const cluster = await openCluster(io.env);
  const bases = new Set([...steps.values()].map(({ base }) => base));
  const repository = flowsRepository(env);
  if (repository === undefined) throw new RegistryNotConfiguredError();
  const images = await flowImages(flow, bases, repository, added, (text) => say(text, false), io);
  const runner = new PodRunner(cluster, times);
  return {
    takes: (step) => steps.has(step),
    start(task, { onOutput, ...others }) {
      const step = steps.get(task.path.step)!;
      const template = templateOf(task, step, images.get(step.base)!, setting);
      const namespace = String(step.kubernetes.attributes['namespace']);
      const events = { onLine: onOutput, ...others };
      const pod = runner.start({ namespace, prefix: containerName(task.path.step), template }, events);
      return { kill: (signal) => pod.kill(signal !== 'SIGKILL'), ended: pod.ended };
    },
    close: () => runner.close(),
  };
}

function templateOf(
  { path, attempt, args, variables }: RemoteTask,
  { kubernetes, deadlineSeconds }: KubernetesStep,
  image: string,
  { env, user, datastore, project }: RemoteSetting,
) {
  const { flow, run, step, task } = path;
  return podTemplate({
    ...{ step, kubernetes, image, args, deadlineSeconds },
    variables: {
      ...podVariables(env),
      METAFLOW_USER: user,
      METAFLOW_DEFAULT_DATASTORE: datastore.storage.type,
      MF_PATHSPEC: [flow, run, step, task].join('/'),
      ...variables,
    },
    annotations: {
      'metaflow/flow_name': flow,
      'metaflow/run_id': run,
      'metaflow/step_name': step,
      'metaflow/task_id': task,
      'metaflow/attempt': String(attempt),
      'metaflow/user': user,
      ...(project && {
        'metaflow/project_name': project.name,
        'metaflow/branch_name': project.branch,
        'metaflow/project_flow_name': `${project.name}.${project.branch}.${flow}`,
      }),
    },
  });
}

/** Our own settings beside Metaflow's, for what differs between clusters and habits. */
function podTimes(env: NodeJS.ProcessEnv): PodTimes {
  const seconds = (name: string, otherwise: number): number => {
    const variable = `METAFLOW_KUBERNETES_${name}`;
    const text = env[variable];
    if (!text) return otherwise;
    const value = Number(text);
    if (Number.isInteger(value) && value > 0) return value;
    throw new KubernetesConfigurationError(variable, `it must be a number of seconds, not ${JSON.stringify(text)}`);
  };
  return {
    startSeconds: seconds('START_TIMEOUT_SECONDS', defaultTimes.startSeconds),
    leaseSeconds: seconds('LEASE_SECONDS', defaultTimes.leaseSeconds),
    keepSeconds: seconds('JOB_TTL_SECONDS_AFTER_FINISHED', defaultTimes.keepSeconds),
  };
}

/** Credentials would be readable by all who may look at pods. */
function sayWhatStaysHere({ datastore, env, say }: RemoteSetting): void {
  if (datastore.metadata.type !== 'service') return;
  const kept = ['METAFLOW_SERVICE_AUTH_KEY', 'METAFLOW_SERVICE_HEADERS'].filter((name) => env[name]);
  if (kept.length === 0) return;
  say(
    `Not given to pods in plain text: ${kept.join(', ')}. Put them into a secret of METAFLOW_KUBERNETES_SECRETS.`,
    false,
  );
}
