import type { AirflowApi } from '@mf/airflow';
import { openAirflow } from '../airflow/open-airflow';
import type { OpenEnvironment } from './open-environment';

/**
 * Connects with the Airflow of an environment when it is first asked for, once. Nothing where nobody has said where that is, or where it is
 * not to be waited for.
 */
export function environmentAirflow(
  { environment, io }: OpenEnvironment,
  isWanted: boolean,
): () => Promise<AirflowApi | undefined> {
  const { airflowUrl = io.env['AIRFLOW_URL'], airflowUser } = environment;
  let connecting: Promise<AirflowApi> | undefined;
  return async () => {
    if (!isWanted || !airflowUrl) return undefined;
    return (connecting ??= openAirflow({ airflowUrl, ...(airflowUser !== undefined && { airflowUser }) }, io));
  };
}
