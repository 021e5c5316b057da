import type { AirflowApi } from './airflow-api';
import { createApi } from './create-api';
import { airflow2, airflow3 } from './dialect';
import { AirflowNotFoundError, NotAirflowError } from './errors';
import { request } from './request';
import {
  basicTransport,
  bearerTransport,
  type Credentials,
  tokenTransport,
  type Transport,
  type UserCredentials,
} from './transport';

/**
 * Finds out which version answers, which needs no credentials, and speaks its API from then on.
 *
 * @throws AirflowUnreachableError, NotAirflowError
 */
export async function connectAirflow(address: Credentials): Promise<AirflowApi> {
  const url = address.url.replace(/\/+$/, '');
  const credentials = { ...address, url };
  const three = await readRelease(`${url}/api/v2/version`);
  if (three !== undefined) return createApi(url, three, transport(credentials, tokenTransport), airflow3);
  const two = await readRelease(`${url}/api/v1/version`);
  if (two !== undefined) return createApi(url, two, transport(credentials, basicTransport), airflow2);
  throw new NotAirflowError(url);
}

function transport(credentials: Credentials, forUser: (user: UserCredentials) => Transport): Transport {
  return 'token' in credentials ? bearerTransport(credentials) : forUser(credentials);
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
