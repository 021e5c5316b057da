export { AirflowInstallError } from './airflow-install-error';
export type { AirflowInstallation, AirflowVersion } from './airflow-installation';
export { installAirflow } from './install-airflow';
export { NoPythonError } from './find-python';
export { AirflowStartError, startAirflow, type RunningAirflow, type StartOptions } from './start-airflow';
