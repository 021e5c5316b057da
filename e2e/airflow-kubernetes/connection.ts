/** A connection that the suite's Airflow has. The password is one that is written otherwise in URIs, and in shells. */
export const connection = {
  id: 'pods_data',
  fields: {
    conn_type: 'aws',
    login: 'AKIAPODSOFAIRFLOW',
    password: 'not/for+everybody $(id) {{ 7*7 }}',
    extra: { region_name: 'eu-central-1' },
  },
} as const;
