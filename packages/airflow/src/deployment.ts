import type { Json } from '@mf/ir';

/** What carries out a task on Airflow: a Node process on its worker, a container of the Docker of the worker, or a pod on Kubernetes. */
export type Compute = 'process' | 'docker' | 'kubernetes';

/** What all containers of a flow have in common. */
interface Containers {
  /** Image of the flow, by its digest. */
  readonly image: string;
  /** Variables of all containers: where data is, who runs them. */
  readonly variables: Readonly<Record<string, string>>;
  /** Airflow's connections that containers get, pods as a secret of Kubernetes. */
  readonly secretConnections?: readonly string[];
}

/** How tasks run in pods. */
export interface PodDeployment extends Containers {
  readonly compute: 'kubernetes';
  /** Images of tasks that have another one, by their names. */
  readonly images: Readonly<Record<string, string>>;
  /** Whether Airflow's triggerer waits for pods, so that they occupy no worker. */
  readonly deferrable: boolean;
  /** Airflow's connection to the cluster; that of Airflow's operator when not given. */
  readonly connection?: string;
}

/** How tasks run in containers of Docker: of the daemon that DOCKER_HOST of the worker names, else that of its machine. */
export interface DockerDeployment extends Containers {
  readonly compute: 'docker';
  /** Docker's network of the containers; the daemon's own default when not given. */
  readonly network?: string;
  /** Airflow's connection to the registry; what `docker login` has left on the worker when not given. */
  readonly connection?: string;
}

/** What is decided when a flow is put on Airflow; all else is in the plan. */
export interface Deployment {
  /** From `dagId()`. */
  readonly dagId: string;
  /** Name of the file that tasks start, which lies in the folder of the DAG file. */
  readonly startFile: string;
  /** Evaluated defaults by the name of the parameter; one that is not here has the default of the plan. */
  readonly parameterDefaults: Readonly<Record<string, Json>>;
  /** Tags of the DAG and of each of its runs in Metaflow; from `airflowTags()`. */
  readonly tags: readonly string[];
  /** Processes on the worker run the bundle when not given. */
  readonly containers?: PodDeployment | DockerDeployment;
  /** Whose it is, as Airflow's UI shows and filters it; Airflow's own default when not given. */
  readonly owner?: string;
  /** The branch of a flow with `@project`: tasks take it as it is, whoever runs them. */
  readonly projectBranch?: string;
  /** Says whose the runs are: they have the tag `production:<token>`. */
  readonly productionToken?: string;
  /** Namespace that the client has in steps that choose none; empty for none. */
  readonly namespace?: string;
}
