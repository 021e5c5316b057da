import { ServiceTooOldError, ServiceUnauthorizedError, ServiceUnreachableError, UnexpectedAnswerError } from './errors';
import type { ServiceSettings } from './service-settings';
import { isVersionFrom } from './version';

/** How long an answer may take: long enough for the list of all runs of a big flow. */
const timeoutMilliseconds = 60_000;

/** What the service answered. */
export interface ServiceAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

/** A request: its method and path, and for a write its body. */
export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** From the service's URL on, with a slash at its start; see `flowUrl`. */
  readonly path: string;
  readonly body?: unknown;
}

/**
 * Requests to a metadata service, with Metaflow's retries: when there is no connection and for status 503, after 1, 2, 4, …
 * seconds. Connections are kept for the next request, and keep no process alive.
 */
export class ServiceHttp {
  #ping: ServiceAnswer | undefined;

  constructor(readonly settings: ServiceSettings) {}

  /**
   * What is there; undefined for status 404.
   * @throws ServiceUnreachableError, ServiceUnauthorizedError, UnexpectedAnswerError
   */
  async find<T>(path: string): Promise<T | undefined> {
    const request = { method: 'GET', path } as const;
    const answer = await this.send(request);
    return answer.status === 404 ? undefined : contentOf<T>(request, answer);
  }

  /**
   * Makes something that can't be there yet.
   * @throws what `find` throws
   */
  async make<T>(path: string, body: unknown): Promise<T> {
    const request = { method: 'POST', path, body } as const;
    return contentOf<T>(request, await this.send(request));
  }

  /**
   * Makes something; undefined where it was there already (status 409).
   * @throws what `find` throws
   */
  async create<T>(path: string, body: unknown): Promise<T | undefined> {
    const request = { method: 'POST', path, body } as const;
    const answer = await this.send(request);
    return answer.status === 409 ? undefined : contentOf<T>(request, answer);
  }

  /**
   * The answer to a request, whatever its status, but for those that are tried again and those that refuse access.
   * @throws ServiceUnreachableError, ServiceUnauthorizedError
   */
  async send(request: ServiceRequest): Promise<ServiceAnswer> {
    const { url, tries } = this.settings;
    let problem = '';
    let cause: unknown;
    for (let i = 0; i < tries; i++) {
      if (i > 0) await pause(2 ** (i - 1) * 1000);
      try {
        const answer = await this.sendOnce(request, AbortSignal.timeout(timeoutMilliseconds));
        if (answer.status === 401 || answer.status === 403) throw new ServiceUnauthorizedError(url, answer.status);
        if (answer.status !== 503) return answer;
        problem = 'it is unavailable (status 503)';
        cause = undefined;
      } catch (error) {
        if (error instanceof ServiceUnauthorizedError) throw error;
        problem = connectionProblem(error);
        cause = error;
      }
    }
    throw new ServiceUnreachableError(url, tries, problem, { cause });
  }

  /** One try of a request. Rejects with what `fetch` says when there is no answer. */
  async sendOnce({ method, path, body }: ServiceRequest, signal: AbortSignal): Promise<ServiceAnswer> {
    const { url, headers } = this.settings;
    const response = await fetch(url + path, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal,
    });
    return { status: response.status, body: await response.text(), headers: response.headers };
  }

  /**
   * Makes sure that the service has this version or a later one. It is asked for its version once.
   * @throws ServiceTooOldError, and what `send` throws
   */
  async require(what: string, needed: string): Promise<void> {
    this.#ping ??= await this.send({ method: 'GET', path: '/ping' });
    const version = this.#ping.headers.get('METADATA_SERVICE_VERSION') ?? undefined;
    if (!isVersionFrom(version, needed)) throw new ServiceTooOldError(this.settings.url, version, what, needed);
  }
}

/**
 * The content of a good answer.
 * @throws UnexpectedAnswerError for any other
 */
export function contentOf<T>({ method, path }: ServiceRequest, { status, body }: ServiceAnswer): T {
  if (status >= 300) throw new UnexpectedAnswerError(method, path, status, body);
  try {
    return JSON.parse(body) as T;
  } catch {
    throw new UnexpectedAnswerError(method, path, status, body);
  }
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** `fetch` says only that it failed; why is in its cause. */
function connectionProblem(error: unknown): string {
  const { cause, name, message } = error as Error & { readonly cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return `no answer within ${timeoutMilliseconds / 1000} seconds`;
  return cause?.code ?? cause?.message ?? message;
}
