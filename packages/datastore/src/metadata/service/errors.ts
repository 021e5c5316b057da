/** Metadata is to come from a service, and nothing says where it is. */
export class ServiceNotConfiguredError extends Error {
  readonly code = 'MF4070';
  readonly advice =
    'Set METAFLOW_SERVICE_URL to the URL of the metadata service, or choose local metadata: --metadata local, METAFLOW_DEFAULT_METADATA=local.';

  constructor() {
    super('There is no metadata service: METAFLOW_SERVICE_URL is not set');
    this.name = 'ServiceNotConfiguredError';
  }
}

/** A variable about the metadata service, or METAFLOW_DEFAULT_METADATA, has a value that can't be used. */
export class InvalidServiceSettingError extends Error {
  readonly code = 'MF4071';

  constructor(
    readonly variable: string,
    problem: string,
    readonly advice: string,
  ) {
    super(`${variable} ${problem}`);
    this.name = 'InvalidServiceSettingError';
  }
}

/** The metadata service did not answer, however often it was asked. */
export class ServiceUnreachableError extends Error {
  readonly code = 'MF4072';
  readonly advice =
    'Check METAFLOW_SERVICE_URL and that the service runs. METAFLOW_SERVICE_RETRY_COUNT says how often it is asked.';

  constructor(
    readonly url: string,
    readonly tries: number,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(
      `The metadata service at ${url} (METAFLOW_SERVICE_URL) cannot be reached: ${problem}, ${tries === 1 ? 'once' : `${tries} times`}`,
      options,
    );
    this.name = 'ServiceUnreachableError';
  }
}

/** The metadata service does not let this process in. */
export class ServiceUnauthorizedError extends Error {
  readonly code = 'MF4073';
  readonly advice = 'Set METAFLOW_SERVICE_AUTH_KEY, or METAFLOW_SERVICE_HEADERS as the service wants them.';

  constructor(
    readonly url: string,
    readonly status: number,
  ) {
    super(`The metadata service at ${url} refuses access (status ${status})`);
    this.name = 'ServiceUnauthorizedError';
  }
}

/** The metadata service is too old for what was asked of it. */
export class ServiceTooOldError extends Error {
  readonly code = 'MF4074';
  readonly advice: string;

  constructor(
    readonly url: string,
    /** What its METADATA_SERVICE_VERSION says. */
    readonly version: string | undefined,
    what: string,
    needed: string,
  ) {
    super(
      `${what} needs version ${needed} of the metadata service; that at ${url} ${version === undefined ? 'does not tell its version' : `has ${version}`}`,
    );
    this.name = 'ServiceTooOldError';
    this.advice = `Upgrade the service to ${needed} or later.`;
  }
}

/** Characters of an answer that an error shows. */
const shownCharacters = 300;

/** The metadata service gave an answer that means nothing to this program. */
export class UnexpectedAnswerError extends Error {
  readonly code = 'MF4075';
  readonly advice = 'Check that METAFLOW_SERVICE_URL leads to a Metaflow metadata service, and what its log says.';

  constructor(
    readonly method: string,
    readonly path: string,
    readonly status: number,
    body: string,
  ) {
    const shown = body.length > shownCharacters ? `${body.slice(0, shownCharacters)}…` : body;
    super(`The metadata service answered ${method} ${path} with status ${status}: ${shown}`);
    this.name = 'UnexpectedAnswerError';
  }
}

/** A run or a task brought an id along, made by a scheduler, and the metadata service gave it another. */
export class IdNotKeptError extends Error {
  readonly code = 'MF4076';
  readonly advice =
    "Use a service that keeps the ids of runs and tasks that a scheduler has started, as Metaflow's own does, or none: METAFLOW_DEFAULT_METADATA=local.";

  constructor(
    readonly url: string,
    /** Pathspec of the run or the task. */
    readonly pathspec: string,
    given: unknown,
  ) {
    super(`The metadata service at ${url} does not keep ids: it registered ${pathspec} as ${String(given)}`);
    this.name = 'IdNotKeptError';
  }
}
