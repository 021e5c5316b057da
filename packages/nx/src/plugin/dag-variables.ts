/** Variables that add decorators to whatever is checked or made a DAG. */
export const decospecVariables: readonly string[] = ['METAFLOW_DECOSPECS', 'METAFLOW_DEFAULT_DECOSPECS'];

/** One more that adds decorators, and one that says whose the DAG is. */
const ofEveryDag = [...decospecVariables, 'METAFLOW_AIRFLOW_CREATE_DECOSPECS', 'METAFLOW_OWNER'];

/** Where pods find data, which a DAG of pods says to them, and where their image is. */
const ofPods = [
  'METAFLOW_DEFAULT_DATASTORE',
  'METAFLOW_DEFAULT_METADATA',
  'METAFLOW_DATASTORE_SYSROOT_S3',
  'METAFLOW_DATATOOLS_S3ROOT',
  'METAFLOW_CARD_S3ROOT',
  'METAFLOW_S3_ENDPOINT_URL',
  'METAFLOW_S3_RETRY_COUNT',
  'METAFLOW_S3_SERVER_SIDE_ENCRYPTION',
  'METAFLOW_SERVICE_RETRY_COUNT',
  'METAFLOW_SERVICE_URL',
  'METAFLOW_SERVICE_INTERNAL_URL',
  'METAFLOW_DEFAULT_SECRETS_BACKEND_TYPE',
  'METAFLOW_DEFAULT_SECRETS_ROLE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'MF_IMAGE_REPOSITORY',
];

/** What a team has set for all pods. */
const ofAllPods = [
  'NAMESPACE',
  'SERVICE_ACCOUNT',
  'NODE_SELECTOR',
  'TOLERATIONS',
  'PERSISTENT_VOLUME_CLAIMS',
  'GPU_VENDOR',
  'IMAGE_PULL_POLICY',
  'IMAGE_PULL_SECRETS',
  'SHARED_MEMORY',
  'PORT',
  'CPU',
  'MEMORY',
  'DISK',
  'QOS',
  'CONTAINER_IMAGE',
  'CONTAINER_REGISTRY',
  'LABELS',
  'ANNOTATIONS',
  'SECRETS',
].map((name) => `METAFLOW_KUBERNETES_${name}`);

/**
 * Variables that stand in a DAG in one way or another. They are inputs of the target that makes it: else a DAG from the cache would have the
 * settings of whoever made it first.
 */
export const dagVariables: readonly string[] = [...ofEveryDag, ...ofPods, ...ofAllPods];
