/** The flows that run in containers of Docker. */
export const flows = {
  ContainersFlow: 'e2e/airflow-docker/flows/containers.flow.ts',
  FewerFlow: 'e2e/airflow-docker/flows/fewer.flow.ts',
  HungryFlow: 'e2e/airflow-docker/flows/hungry.flow.ts',
  SlowFlow: 'e2e/airflow/flows/slow.flow.ts',
} as const;

/** Of all their runs. */
export const tag = '{{ 7*7 }} $(id)';

export const password = 'pass-word-1';
/** A connection, in Airflow's environment and in that of runs on this machine. */
export const connection = {
  AIRFLOW_CONN_WAREHOUSE: JSON.stringify({ conn_type: 'postgres', host: 'db', login: 'ada', password }),
};
