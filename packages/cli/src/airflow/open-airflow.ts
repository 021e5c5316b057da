import { type AirflowApi, connectAirflow, type Credentials } from '@mf/airflow';
import type { CommandIo } from '../command-io';

/** Which Airflow a command speaks to. Passwords and tokens come from the environment alone: other users can see a command line. */
export interface AirflowOptions {
  readonly airflowUrl?: string;
  readonly airflowUser?: string;
}

/** Nobody has said where Airflow is. */
export class AirflowAddressMissingError extends Error {
  override readonly name = 'AirflowAddressMissingError';
  readonly code = 'MF2701';
  readonly advice =
    'Give --airflow-url, or set AIRFLOW_URL: where its user interface opens, e.g. http://localhost:8080';

  constructor() {
    super('It is not known where Airflow is');
  }
}

/** What is given as Airflow's address is none of the web. */
export class InvalidAirflowAddressError extends Error {
  override readonly name = 'InvalidAirflowAddressError';
  readonly code = 'MF2716';
  readonly advice =
    'Give the whole address, which begins with http:// or https://: where its user interface opens, e.g. http://localhost:8080';

  constructor(url: string) {
    super(`${url} is not an address that Airflow can have`);
  }
}

/** Airflow is known, but not as whom to speak to it. */
export class AirflowCredentialsMissingError extends Error {
  override readonly name = 'AirflowCredentialsMissingError';
  readonly code = 'MF2702';
  readonly advice =
    'Set AIRFLOW_TOKEN; or AIRFLOW_PASSWORD, with AIRFLOW_USERNAME or --airflow-user. Nothing is stored.';

  constructor(url: string) {
    super(`Airflow at ${url} lets nobody in without a name`);
  }
}

/**
 * Connects with the Airflow that options and environment name.
 *
 * @throws AirflowAddressMissingError, InvalidAirflowAddressError, AirflowCredentialsMissingError, and what `connectAirflow` throws
 */
export function openAirflow(options: AirflowOptions, { env }: CommandIo): Promise<AirflowApi> {
  return connectAirflow(credentials(options, env));
}

function credentials({ airflowUrl, airflowUser }: AirflowOptions, env: NodeJS.ProcessEnv): Credentials {
  const url = airflowUrl ?? env['AIRFLOW_URL'];
  if (!url) throw new AirflowAddressMissingError();
  if (!isWebAddress(url)) throw new InvalidAirflowAddressError(url);
  const token = env['AIRFLOW_TOKEN'];
  const user = airflowUser ?? env['AIRFLOW_USERNAME'];
  const password = env['AIRFLOW_PASSWORD'];
  if (token && airflowUser === undefined) return { url, token };
  if (!user || password === undefined) throw new AirflowCredentialsMissingError(url);
  return { url, user, password };
}

/** `localhost:8080` is an address too, of the scheme `localhost`. */
const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);
