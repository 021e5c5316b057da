import type { Json } from '@mf/ir';

/** What carries out a task on Airflow: a Node process on the Airflow worker, or a pod on Kubernetes. */
export type Compute = 'process' | 'kubernetes';

/** How tasks run in pods. */
export interface PodDeployment {
  /** Image of the flow, by its digest. */
  readonly image: string;
  /** Those of tasks that have another one, by their names. */
  readonly images: Readonly<Record<string, string>>;
  /** Variables of all pods: where data is, who runs them. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether Airflow's triggerer waits for pods, so that they occupy no worker. */
  readonly deferrable: boolean;
  /** Airflow's connection to the cluster; that of Airflow's operator when not given. */
  readonly connection?: string;
  /** Airflow's connections that pods get as a secret of Kubernetes. */
  readonly secretConnections?: readonly string[];
}

/** What is decided when a flow is put on Airflow; all else is in the plan. */
export interface Deployment {
  /** From `dagId()`. */
  readonly dagId: string;
  /** Name of the bundle, which lies in the folder of the DAG file. */
  readonly bundleFile: string;
  /** Evaluated defaults by the name of the parameter; one that is not here has the default of the plan. */
  readonly parameterDefaults: Readonly<Record<string, Json>>;
  /** Tags of the DAG and of each of its runs in Metaflow; from `airflowTags()`. */
  readonly tags: readonly string[];
  readonly compute: Compute;
  /** With compute=kubernetes. */
  readonly pods?: PodDeployment;
  /** Whose it is, as Airflow's UI shows and filters it; Airflow's own default when not given. */
  readonly owner?: string;
  /** The branch of a flow with `@project`: tasks take it as it is, whoever runs them. */
  readonly projectBranch?: string;
  /** Says whose the runs are: they have the tag `production:<token>`. */
  readonly productionToken?: string;
  /** Namespace that the client has in steps that choose none; empty for none. */
  readonly namespace?: string;
}
