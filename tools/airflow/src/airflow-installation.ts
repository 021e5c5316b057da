/** The major version; the pins say which release. */
export type AirflowVersion = '2' | '3';

export interface AirflowInstallation {
  readonly version: AirflowVersion;
  /** Such as `3.3.2`. */
  readonly release: string;
  /** Virtual environment with Airflow. */
  readonly venv: string;
  /** Home with a migrated database, to be copied for each start. */
  readonly template: string;
}
