import { catchError, type CaughtError, current, environment, FlowSpec, type Inputs, retry, step } from '@mf/flow';

class KeyError extends Error {
  override name = 'KeyError';
}

/** The golden flow `catch_retry`, in TypeScript. */
export class CatchRetry extends FlowSpec {
  att!: number;
  before!: string;
  oops!: CaughtError | null;
  err!: string;
  oops_type!: string;

  @step start() {
    this.next(this.flaky, this.doomed);
  }

  @environment({ vars: { GOLD: 'en' } })
  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step
  flaky() {
    console.log('attempt', current.retryCount);
    this.att = current.retryCount;
    if (current.retryCount < 2) throw new Error(`flaky ${current.retryCount}`);
    this.next(this.join);
  }

  @catchError({ var: 'oops', printException: true })
  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step
  doomed() {
    this.before = 'set before';
    if (this.before) throw new KeyError("'doomed'");
    this.next(this.join);
  }

  @step join(inputs: Inputs<CatchRetry, 'flaky' | 'doomed'>) {
    this.att = inputs.flaky.att;
    this.err = String(inputs.doomed.oops);
    this.oops_type = inputs.doomed.oops!.type;
    this.next(this.end);
  }

  @step end() {
    console.log(this.att, this.err);
  }
}
