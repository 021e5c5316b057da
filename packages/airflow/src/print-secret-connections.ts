import { createHash } from 'node:crypto';
import { dict, string } from './python/expression';
import type { Statement } from './python/statement';

/** The secret of Kubernetes that a DAG's pods have connections from; one for each DAG, so that each has its own and no others. */
export function connectionSecret(dagId: string): string {
  const readable = dagId
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 200)
    .replace(/^-|-$/g, '');
  const digest = createHash('sha256').update(dagId).digest('hex').slice(0, 10);
  return ['metaflow', readable, digest].filter((part) => part !== '').join('-');
}

/** What stands in the file: names alone. */
export const connectionsStatement = (connections: readonly string[]): Statement => ({
  kind: 'assign',
  name: 'CONNECTIONS',
  value: dict(connections.map((id) => [string(connectionVariable(id)), string(id)] as const)),
});

/** Airflow's name of a variable that holds a connection. */
function connectionVariable(id: string): string {
  return `AIRFLOW_CONN_${id.toUpperCase().replace(/[^A-Z0-9_]/g, '_')}`;
}

export const secretConnectionImports = {
  provider: 'from airflow.providers.cncf.kubernetes.callbacks import KubernetesPodOperatorCallback',
  client: 'from kubernetes.client.exceptions import ApiException',
};

/**
 * The operator calls this before it makes a pod. What it reads goes from Airflow to Kubernetes and stands in no field of a task: Airflow
 * shows those on its pages, and the operator prints the pod when it has failed.
 */
export const secretConnectionLines: readonly string[] = [
  'class Connections(KubernetesPodOperatorCallback):',
  '    """Keeps connections of Airflow in a secret of Kubernetes, from which pods have variables."""',
  '',
  '    @staticmethod',
  '    def on_pod_manifest_created(*, pod_request, client, **_):',
  '        values = {}',
  '        for name, conn_id in CONNECTIONS.items():',
  '            values.update(variables(name, BaseHook.get_connection(conn_id)))',
  '        data = {name: base64.b64encode(value.encode()).decode() for name, value in values.items()}',
  '        labels = {"app.kubernetes.io/part-of": "metaflow"}',
  '        metadata = k8s.V1ObjectMeta(name=SECRET, labels=labels)',
  '        secret = k8s.V1Secret(metadata=metadata, type="Opaque", data=data)',
  '        namespace = pod_request.metadata.namespace',
  '        try:',
  '            client.create_namespaced_secret(namespace, secret)',
  '        except ApiException as error:',
  '            if error.status != 409:',
  '                raise',
  '            client.replace_namespaced_secret(SECRET, namespace, secret)',
];

/** @param otherwise what gives a step the keys of AWS that a connection does not have: the end of a sentence */
export const connectionVariablesLines = (otherwise: string): readonly string[] => [
  'def variables(name, connection):',
  '    """A connection in Airflow\'s own form, and the keys of AWS as its libraries look for them."""',
  '    fields = ("conn_type", "host", "port", "login", "password", "schema")',
  '    known = {field: getattr(connection, field) for field in fields}',
  '    extra = connection.extra_dejson',
  '    values = {name: json.dumps({**known, "extra": extra})}',
  '    if connection.conn_type == "aws":',
  '        values["AWS_ACCESS_KEY_ID"] = connection.login or extra.get("aws_access_key_id")',
  '        values["AWS_SECRET_ACCESS_KEY"] = connection.password or extra.get("aws_secret_access_key")',
  '        values["AWS_SESSION_TOKEN"] = extra.get("aws_session_token")',
  '        if not (values["AWS_ACCESS_KEY_ID"] and values["AWS_SECRET_ACCESS_KEY"]):',
  '            raise AirflowFailException(',
  '                f"Connection {connection.conn_id} has no access key: give it one, or give "',
  `                "${otherwise}"`,
  '            )',
  '    return {name: value for name, value in values.items() if value}',
];
