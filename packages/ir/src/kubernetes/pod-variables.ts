/** Settings that mean the same wherever a task runs, and that anybody who may see a pod or a DAG may know. */
const shared = [
  'METAFLOW_USER',
  'METAFLOW_PRODUCTION_TOKEN',
  'METAFLOW_DEFAULT_NAMESPACE',
  'METAFLOW_RUNTIME_NAME',
  'METAFLOW_DEFAULT_DATASTORE',
  'METAFLOW_DEFAULT_METADATA',
  'METAFLOW_DATASTORE_SYSROOT_S3',
  'METAFLOW_DATATOOLS_S3ROOT',
  'METAFLOW_CARD_S3ROOT',
  'METAFLOW_S3_ENDPOINT_URL',
  'METAFLOW_S3_RETRY_COUNT',
  'METAFLOW_S3_SERVER_SIDE_ENCRYPTION',
  'METAFLOW_SERVICE_RETRY_COUNT',
  'METAFLOW_DEFAULT_SECRETS_BACKEND_TYPE',
  'METAFLOW_DEFAULT_SECRETS_ROLE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
];

/**
 * The variables that a task in a pod has from the environment that starts it: where data is, who runs it. Credentials are not among
 * them: they come by the service account or as a secret of Kubernetes. `METAFLOW_SERVICE_INTERNAL_URL` is the service's address as
 * pods see it (Metaflow's rule).
 */
export function podVariables(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const service = env['METAFLOW_SERVICE_INTERNAL_URL'] || env['METAFLOW_SERVICE_URL'];
  const found = shared.flatMap((name): [string, string][] => {
    const value = env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries([...found, ...(service ? [['METAFLOW_SERVICE_URL', service]] : [])]) as Record<
    string,
    string
  >;
}
