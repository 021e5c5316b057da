export { airflowTags, InvalidTagError } from './airflow-tags';
export { dagId, InvalidDagIdError, ProjectDagNameError } from './dag-id';
export type { Compute, Deployment, DockerDeployment, PodDeployment } from './deployment';
export { isHeldByAirflow } from './held-by-airflow';
export { printDag } from './print-dag';
export { IllFormedTextError } from './well-formed';
export type { AirflowApi, Dag, DagParam, DagRun, ImportError, RunState, TaskInstance } from './rest/airflow-api';
export { connectAirflow } from './rest/connect';
export {
  AirflowNotFoundError,
  AirflowRefusedError,
  AirflowRequestError,
  AirflowUnauthorizedError,
  AirflowUnreachableError,
  NotAirflowError,
} from './rest/errors';
export type { Credentials, TokenCredentials, UserCredentials } from './rest/transport';
