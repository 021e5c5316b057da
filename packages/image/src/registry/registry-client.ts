import {
  RegistryDeniedError,
  RegistryFailedError,
  RegistryUnauthorizedError,
  RegistryUnreachableError,
} from '../errors';
import { authorize, scopeOf } from './authorization';
import { parseChallenge } from './challenge';
import { type Credentials, dockerCredentials } from './docker-credentials';
import { type Repository, registryUrl } from './reference';
import { isNetworkError, networkMessage, type RetryOptions, tryAgain, withRetries } from './retry';

export interface RegistryOptions {
  /** Registries are spoken to by plain HTTP, not only those of this machine. */
  readonly plainHttp?: boolean;
  /** Where credentials are found, and what credential helpers see. */
  readonly env: NodeJS.ProcessEnv;
  readonly retry?: RetryOptions;
}

/** A request to a registry. */
export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the API, or an address that the registry has given. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** The statuses that are an answer; others are thrown. */
  readonly accept: readonly number[];
  /** Whether to ask once only: who asks knows better how to go on. */
  readonly once?: boolean;
}

/** Speaks to one repository of a registry (OCI distribution specification 1.1): authorizes, tries again, explains. */
export class RegistryClient {
  #url: string;
  readonly #options: RegistryOptions;
  #credentials: Promise<Credentials | undefined> | undefined;
  #authorization: string | undefined;
  #scopes: readonly string[];

  constructor(
    readonly repository: Repository,
    actions: 'pull' | 'pull,push',
    options: RegistryOptions,
  ) {
    this.#url = registryUrl(repository.registry, options.plainHttp ?? false);
    this.#options = options;
    this.#scopes = [scopeOf(repository.name, actions)];
  }

  get retry(): RetryOptions {
    return this.#options.retry ?? {};
  }

  /** Asks for the right to read another repository of the registry, too: a blob can be taken from there. */
  alsoPull(name: string): void {
    const scope = scopeOf(name, 'pull');
    if (name === this.repository.name || this.#scopes.includes(scope)) return;
    this.#scopes = [...this.#scopes, scope];
    // A token is for the scopes that it was asked for; a password is for all.
    if (this.#authorization?.startsWith('Bearer ')) this.#authorization = undefined;
  }

  /** @throws RegistryUnreachableError, RegistryUnauthorizedError, RegistryDeniedError, RegistryFailedError */
  async send(request: RegistryRequest): Promise<Response> {
    const response = await this.#sendAuthorized(request);
    if (request.accept.includes(response.status)) return response;
    throw await this.#explain(request, response);
  }

  /**
   * Sends, and takes in the content of the answer; asks again when that breaks off.
   *
   * @throws as `send`, and what `take` throws
   */
  async receive<T>(request: RegistryRequest, take: (response: Response) => Promise<T>): Promise<T> {
    try {
      return await tryAgain(async () => take(await this.send(request)), isNetworkError, this.retry);
    } catch (error) {
      throw isNetworkError(error) ? new RegistryUnreachableError(this.#url, networkMessage(error)) : error;
    }
  }

  async #sendAuthorized(request: RegistryRequest): Promise<Response> {
    let response = await this.#ask(request);
    if (response.status === 400 && (await this.#wantsHttps())) {
      this.#url = this.#url.replace('http:', 'https:');
      response = await this.#ask(request);
    }
    if (response.status !== 401) return response;
    const challenge = parseChallenge(response.headers.get('www-authenticate') ?? '');
    if (!challenge) return response;
    await response.arrayBuffer();
    const { registry } = this.repository;
    this.#credentials ??= dockerCredentials(registry, this.#options.env);
    this.#authorization = await authorize(registry, challenge, this.#scopes, await this.#credentials, (url, init) =>
      this.#fetch(() => fetch(url, init)),
    );
    return this.#ask(request);
  }

  #ask({ method, path, headers, body, once }: RegistryRequest): Promise<Response> {
    const url = new URL(path, `${this.#url}/v2/${this.repository.name}/`);
    // Another host, where a registry keeps its blobs, must not see them.
    const isOwn = url.host === new URL(this.#url).host;
    return this.#fetch(
      () =>
        fetch(url, {
          method,
          headers: { ...headers, ...(isOwn && this.#authorization && { authorization: this.#authorization }) },
          ...(body && { body: body as Uint8Array<ArrayBuffer> }),
        }),
      once,
    );
  }

  /** Registries of one's own machine may have HTTPS nevertheless: a server in Go says so to who does not speak it. */
  async #wantsHttps(): Promise<boolean> {
    if (!this.#url.startsWith('http:')) return false;
    const answer = await this.#fetch(() => fetch(`${this.#url}/v2/`));
    return (await answer.text()).includes('HTTP request to an HTTPS server');
  }

  async #fetch(ask: () => Promise<Response>, once = false): Promise<Response> {
    try {
      return once ? await ask() : await withRetries(ask, this.retry);
    } catch (error) {
      if (isNetworkError(error)) throw new RegistryUnreachableError(this.#url, networkMessage(error));
      throw error;
    }
  }

  async #explain({ method, path }: RegistryRequest, response: Response): Promise<Error> {
    const { registry, name } = this.repository;
    const said = await registryMessage(response);
    if (response.status === 401) return new RegistryUnauthorizedError(registry, said);
    if (response.status === 403) return new RegistryDeniedError(`${registry}/${name}`, said);
    return new RegistryFailedError(registry, `${method} ${path.replace(/\?.*/, '')}`, response.status, said);
  }
}

/** What a registry says of an error: JSON with a list, else a text of some kind. */
async function registryMessage(response: Response): Promise<string> {
  const text = await response.text().catch(() => '');
  try {
    const { errors } = JSON.parse(text) as { errors: { code?: string; message?: string }[] };
    return errors.map(({ code, message }) => [code, message].filter(Boolean).join(': ')).join('; ');
  } catch {
    return text.slice(0, 200).trim() || 'nothing more';
  }
}
