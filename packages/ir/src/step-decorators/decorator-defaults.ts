import type { JsonObject } from '../json';

/**
 * Attributes of Metaflow's decorators with its defaults, in its order: `_graph_info` has them where an author leaves them out. What is
 * text there (`times`) is text in Metaflow.
 */
export const decoratorDefaults: Readonly<Record<string, JsonObject>> = {
  retry: { times: '3', minutes_between_retries: '2' },
  catch: { var: null, print_exception: true },
  timeout: { seconds: 0, minutes: 0, hours: 0 },
  environment: { vars: {} },
  resources: { cpu: '1', gpu: null, disk: null, memory: '4096', shared_memory: null },
  kubernetes: {
    ...{ cpu: '1', memory: '4096', disk: '10240', image: null, image_pull_policy: null, image_pull_secrets: null },
    ...{ service_account: null, secrets: null, node_selector: null, namespace: null, gpu: null, gpu_vendor: null },
    ...{ tolerations: null, labels: null, annotations: null, use_tmpfs: null, tmpfs_tempdir: true, tmpfs_size: null },
    ...{ tmpfs_path: '/metaflow_temp', persistent_volume_claims: null, shared_memory: null, port: null },
    ...{ compute_pool: null, executable: null, hostname_resolution_timeout: 600, qos: 'burstable' },
    ...{ extended_resources: {}, security_context: null },
  },
  card: {
    ...{ type: 'default', options: {}, scope: 'task', rank: null, timeout: 45, id: null, save_errors: true },
    ...{ customize: false, refresh_interval: 5 },
  },
  secrets: { sources: [], role: null, allow_override: false },
  schedule: { cron: null, weekly: false, daily: true, hourly: false, timezone: null },
  project: { name: null, production: false, branch: null },
  trigger: { event: null, events: [], options: {} },
  trigger_on_finish: { flow: null, flows: [], options: {} },
  exit_hook: { on_success: [], on_error: [], options: {} },
  airflow_external_task_sensor: {
    ...{ timeout: 3600, poke_interval: 60, mode: 'reschedule', exponential_backoff: true, pool: null },
    ...{ soft_fail: false, name: null, description: null, external_dag_id: null, external_task_ids: null },
    ...{ allowed_states: ['success'], failed_states: null, execution_delta: null, check_existence: true },
  },
  airflow_s3_key_sensor: {
    ...{ timeout: 3600, poke_interval: 60, mode: 'reschedule', exponential_backoff: true, pool: null },
    ...{ soft_fail: false, name: null, description: null, bucket_key: null, bucket_name: null },
    ...{ wildcard_match: false, aws_conn_id: null, verify: null },
  },
};

/** Decorators of which a step or a flow can have several, by themselves and by `--with` (Metaflow's `allow_multiple`). */
export const repeatableDecorators: ReadonlySet<string> = new Set([
  ...['card', 'exit_hook', 'airflow_external_task_sensor', 'airflow_s3_key_sensor'],
]);
