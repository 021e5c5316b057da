// Written by scripts/write-option-types.mjs from schema.json.

/** Compiles a flow, puts it where Airflow has its DAGs from, and waits until Airflow has read it. */
export interface AirflowDeployExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** Where Airflow has its DAGs from: a folder, s3://bucket/prefix, gs://bucket/prefix, git:FOLDER, or git:URL#BRANCH:FOLDER; AIRFLOW_DAGS when not given. */
  readonly to?: string;
  /** False is done when the files are there; needs no connection with Airflow. */
  readonly wait?: boolean;
  /** Seconds that Airflow may take to read the file; 600 when not given. */
  readonly timeout?: number;
  /** The id of the DAG; the flow's name, with project and branch, when not given. */
  readonly name?: string;
  /** Where steps run: as a process of the Airflow worker, in containers of its Docker, or in pods on Kubernetes. */
  readonly compute?: 'process' | 'docker' | 'kubernetes';
  /** With compute=docker or kubernetes: image of the flow, with its digest; made and pushed when not given. */
  readonly image?: string;
  /** Where the image is pushed to; MF_IMAGE_REPOSITORY, or METAFLOW_KUBERNETES_CONTAINER_REGISTRY with /flows, when not given. */
  readonly imageRepository?: string;
  /** With compute=kubernetes: let Airflow's triggerer wait for pods, not a worker. */
  readonly deferrable?: boolean;
  /** With compute=kubernetes: Airflow's connection to the cluster; kubernetes_default when not given. */
  readonly kubernetesConnId?: string;
  /** With compute=docker or kubernetes: connections of Airflow that containers get, pods as a secret. */
  readonly secretConnection?: readonly string[];
  /** With compute=docker: network of the containers; that of the Docker daemon when not given. */
  readonly dockerNetwork?: string;
  /** With compute=docker: Airflow's connection to the registry; what docker login has left on the worker when not given. */
  readonly dockerConnId?: string;
  /** Tasks of one foreach that run at the same time; 100 when not given. */
  readonly maxWorkers?: number;
  /** Seconds that a run may take; Airflow ends a longer one as failed. */
  readonly workflowTimeout?: number;
  /** Decorators to add to every step that has none of their kind, e.g. retry:times=3. */
  readonly with?: readonly string[];
  /** Tags of the DAG and its runs. */
  readonly tag?: readonly (string | number)[] | number;
  /** Branch of @project, e.g. an experiment; your own when not given. */
  readonly branch?: string;
  /** Production branch of @project. */
  readonly production?: boolean;
  /** Namespace of the client in steps; yours when not given, none when empty. */
  readonly namespace?: string;
  /** Production token of a deployment that somebody else has made; needed once. */
  readonly authorize?: string;
  /** Move the deployment to the namespace of this production token. */
  readonly newToken?: string;
  /** Move the deployment to a new namespace. */
  readonly generateNewToken?: boolean;
  /** Where the user interface of Airflow opens; AIRFLOW_URL when not given. */
  readonly airflowUrl?: string;
  /** User of Airflow, AIRFLOW_USERNAME when not given. The password comes from AIRFLOW_PASSWORD, or a token from AIRFLOW_TOKEN. */
  readonly airflowUser?: string;
  /** Files that configs of the flow are read from, by the config's name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Values of configs of the flow, by the config's name. */
  readonly configValue?: Readonly<Record<string, unknown>>;
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** Names of the options that `mf` has as well. */
export const airflowDeployOptions = {
  known: [
    'to',
    'timeout',
    'name',
    'compute',
    'image',
    'imageRepository',
    'kubernetesConnId',
    'secretConnection',
    'dockerNetwork',
    'dockerConnId',
    'maxWorkers',
    'workflowTimeout',
    'with',
    'tag',
    'branch',
    'namespace',
    'authorize',
    'newToken',
    'airflowUrl',
    'airflowUser',
    'config',
    'configValue',
  ],
  flags: ['deferrable', 'production', 'generateNewToken'],
  switchedOn: ['wait'],
};
