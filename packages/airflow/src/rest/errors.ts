/** Nothing answered at the address of Airflow. */
export class AirflowUnreachableError extends Error {
  readonly code = 'MF6010';
  readonly advice = 'Check the address of the Airflow web server, and that it is running.';

  constructor(origin: string, cause: Error) {
    // fetch only says that it failed; the error of the connection is behind that.
    const { message } = (cause.cause as Error | undefined) ?? cause;
    super(`Airflow at ${origin} does not answer: ${message}`, { cause });
    this.name = 'AirflowUnreachableError';
  }
}

/** Airflow does not accept the user, or not for this. */
export class AirflowUnauthorizedError extends Error {
  readonly code = 'MF6011';
  readonly advice = 'Check the user name and the password, and what the user is allowed to do in Airflow.';

  constructor(origin: string, what: string, detail: string) {
    super(`Airflow at ${origin} refused ${what}: ${detail}`);
    this.name = 'AirflowUnauthorizedError';
  }
}

/** There is no such DAG, run or task. */
export class AirflowNotFoundError extends Error {
  readonly code = 'MF6012';
  readonly advice = 'Check the id. A new DAG file is seen by Airflow only after a while.';

  constructor(what: string, detail: string) {
    super(`Airflow has nothing at ${what}: ${detail}`);
    this.name = 'AirflowNotFoundError';
  }
}

/** Airflow checked the values that were given, and they are wrong. */
export class AirflowRefusedError extends Error {
  readonly code = 'MF6013';
  readonly advice = 'Give values of the types that the parameters of the flow have.';

  constructor(what: string, detail: string) {
    super(`Airflow refused the values of ${what}: ${detail}`);
    this.name = 'AirflowRefusedError';
  }
}

/** Airflow failed, or is of a kind that is not known here. */
export class AirflowRequestError extends Error {
  readonly code = 'MF6014';
  readonly advice = 'See the log of the Airflow web server.';

  constructor(what: string, status: number, detail: string) {
    super(`Airflow answered ${what} with status ${status}: ${detail}`);
    this.name = 'AirflowRequestError';
  }
}

/** What answers at the address is no Airflow of version 2 or 3. */
export class NotAirflowError extends Error {
  readonly code = 'MF6015';
  readonly advice = 'Check the address: it is the one at which the user interface of Airflow 2.11 or 3 opens.';

  constructor(url: string) {
    super(`There is no Airflow 2 or 3 at ${url}`);
    this.name = 'NotAirflowError';
  }
}
