export type { AirflowInstallation, AirflowVersion } from './airflow-installation';
export { installAirflow } from './install-airflow';
export { AirflowStartError, startAirflow, type RunningAirflow, type StartOptions } from './start-airflow';
