import { setTimeout as sleep } from 'node:timers/promises';
import type { ExactJson } from '@mf/ir';
import { formatExactJson } from '@mf/ir/exact-json';
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
  readonly body?: ExactJson;
  readonly headers?: Readonly<Record<string, string>>;
}

const timeoutMilliseconds = 60_000;
/** Before a question is asked again that Airflow has failed to answer. */
const pausesMilliseconds = [250, 1000, 2000];

/**
 * One call of Airflow's REST API. What only asks is asked again where Airflow fails: a web server that starts anew does for a moment, and
 * 2.11 when it is asked for the source of a DAG that it has just read.
 *
 * @throws AirflowUnreachableError, AirflowUnauthorizedError, AirflowNotFoundError, AirflowRefusedError (the values are wrong),
 *   AirflowRequestError (anything else)
 */
export async function request(url: string, options: Request = {}): Promise<Response> {
  const { method = 'GET', query } = options;
  const target = new URL(url);
  for (const [name, value] of Object.entries(query ?? {})) target.searchParams.set(name, String(value));
  let response = await send(target, method, options);
  for (const pause of method === 'GET' ? pausesMilliseconds : []) {
    if (response.status < 500) break;
    await response.body?.cancel();
    await sleep(pause);
    response = await send(target, method, options);
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

async function send(target: URL, method: string, { body, headers }: Request): Promise<Response> {
  try {
    return await fetch(target, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: formatExactJson(body) }),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
  } catch (error) {
    throw new AirflowUnreachableError(target.origin, error as Error);
  }
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
