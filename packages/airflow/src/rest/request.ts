import type { Json } from '@mf/ir';
import {
  AirflowNotFoundError,
  AirflowRefusedError,
  AirflowRequestError,
  AirflowUnauthorizedError,
  AirflowUnreachableError,
} from './errors';

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

const timeoutMilliseconds = 60_000;

/**
 * One call of Airflow's REST API.
 *
 * @throws AirflowUnreachableError, AirflowUnauthorizedError, AirflowNotFoundError, AirflowRefusedError (the values are wrong),
 *   AirflowRequestError (anything else)
 */
export async function request(url: string, { method = 'GET', query, body, headers }: Request = {}): Promise<Response> {
  const target = new URL(url);
  for (const [name, value] of Object.entries(query ?? {})) target.searchParams.set(name, String(value));
  let response: Response;
  try {
    response = await fetch(target, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
  } catch (error) {
    throw new AirflowUnreachableError(target.origin, error as Error);
  }
  if (response.ok) return response;
  const what = `${method} ${target.pathname}`;
  const detail = readDetail(await response.text());
  if (response.status === 401 || response.status === 403)
    throw new AirflowUnauthorizedError(target.origin, what, detail);
  if (response.status === 404) throw new AirflowNotFoundError(what, detail);
  if (response.status === 400 || response.status === 422) throw new AirflowRefusedError(what, detail);
  throw new AirflowRequestError(what, response.status, detail);
}

/** Airflow answers with a problem document: its detail is text, or a list of what is wrong with each field. */
function readDetail(text: string): string {
  try {
    const { detail, title } = JSON.parse(text) as { detail?: unknown; title?: unknown };
    if (typeof detail === 'string') return detail;
    if (detail !== undefined && detail !== null) return JSON.stringify(detail);
    return typeof title === 'string' ? title : text;
  } catch {
    return text.slice(0, 500);
  }
}
