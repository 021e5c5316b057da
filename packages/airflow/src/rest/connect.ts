import type { AirflowApi } from './airflow-api';
import { createApi } from './create-api';
import { airflow2, airflow3 } from './dialect';
import { AirflowNotFoundError, NotAirflowError } from './errors';
import { request } from './request';
import { basicTransport, type Credentials, tokenTransport } from './transport';

/**
 * Finds out which version answers, which needs no credentials, and speaks its API from then on.
 *
 * @throws AirflowUnreachableError, NotAirflowError
 */
export async function connectAirflow(address: Credentials): Promise<AirflowApi> {
  const credentials = { ...address, url: address.url.replace(/\/+$/, '') };
  const three = await readRelease(`${credentials.url}/api/v2/version`);
  if (three !== undefined) return createApi(three, tokenTransport(credentials), airflow3);
  const two = await readRelease(`${credentials.url}/api/v1/version`);
  if (two !== undefined) return createApi(two, basicTransport(credentials), airflow2);
  throw new NotAirflowError(credentials.url);
}

async function readRelease(url: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await (await request(url)).text();
  } catch (error) {
    if (error instanceof AirflowNotFoundError) return undefined;
    throw error;
  }
  try {
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined; // A page of something else.
  }
}
