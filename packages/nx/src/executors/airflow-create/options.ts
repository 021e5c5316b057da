// Written by scripts/write-option-types.mjs from schema.json.

/** Writes the DAG file of each flow, with the code it runs beside it: a folder to put where Airflow finds its DAGs. */
export interface AirflowCreateExecutorOptions {
  /** The flows to compile; inferred, one per *.flow.ts of the project. */
  readonly flows: readonly {
    /** The flow, relative to the workspace root. */
    readonly file: string;
    /** Name of the folder for this flow. */
    readonly name: string;
  }[];
  /** Folder that receives one folder per flow, relative to the workspace root and inside it. */
  readonly output: string;
  /** The id of the DAG, for one flow; the flow's name when not given. */
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
  /** Files that configs of the flow are read from, by the config's name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Values of configs of the flow, by the config's name. */
  readonly configValue?: Readonly<Record<string, unknown>>;
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** All options: see `refuseUnknownOptions`. */
export const airflowCreateOptionNames: readonly string[] = [
  'flows',
  'output',
  'name',
  'compute',
  'image',
  'imageRepository',
  'deferrable',
  'kubernetesConnId',
  'secretConnection',
  'dockerNetwork',
  'dockerConnId',
  'maxWorkers',
  'workflowTimeout',
  'with',
  'tag',
  'branch',
  'production',
  'namespace',
  'authorize',
  'newToken',
  'generateNewToken',
  'config',
  'configValue',
  '__unparsed__',
];
