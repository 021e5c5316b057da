import { AirflowUnauthorizedError } from './errors';
import { type Request, request } from './request';

/** Makes one authorized call; the path begins behind the address of Airflow. Throws what `request` throws. */
export type Transport = (path: string, request?: Request) => Promise<Response>;

/** Where Airflow is, and who asks. */
export type Credentials = UserCredentials | TokenCredentials;

export interface UserCredentials {
  /** Where the user interface of Airflow opens, without a slash at the end. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

export interface TokenCredentials {
  readonly url: string;
  /** Bearer token that the site has given out. */
  readonly token: string;
}

/** A token that the user has: of Airflow 3, or of what stands before a hosted Airflow 2. */
export function bearerTransport({ url, token }: TokenCredentials): Transport {
  return (path, options = {}) => request(url + path, withHeader(options, `Bearer ${token}`));
}

/** Basic authentication, which an Airflow 2 site has to allow (`[api] auth_backends`). */
export function basicTransport({ url, user, password }: UserCredentials): Transport {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return (path, options = {}) => request(url + path, withHeader(options, authorization));
}

/** Airflow 3: a token that is asked for at the first call, and again when it has expired. */
export function tokenTransport({ url, user, password }: UserCredentials): Transport {
  let token: string | undefined;
  const newToken = async (): Promise<string> => {
    const response = await request(`${url}/auth/token`, { method: 'POST', body: { username: user, password } });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  return async (path, options = {}) => {
    const held = token;
    token ??= await newToken();
    try {
      return await request(url + path, withHeader(options, `Bearer ${token}`));
    } catch (error) {
      if (!(error instanceof AirflowUnauthorizedError) || held === undefined) throw error;
      token = await newToken();
      return await request(url + path, withHeader(options, `Bearer ${token}`));
    }
  };
}

const withHeader = (options: Request, authorization: string): Request => ({
  ...options,
  headers: { ...options.headers, authorization },
});
