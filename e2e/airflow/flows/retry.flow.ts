import { current, FlowSpec, retry, step } from '@mf/flow';

/** Fails where it is tried again, and once where it must not be. */
export class RetryFlow extends FlowSpec {
  attempts!: number[];

  /** Has the retries of `--with retry`. */
  @step start() {
    this.attempts = [current.retryCount];
    if (current.retryCount === 0) throw new Error('the first attempt of start');
    this.next(this.flaky);
  }

  @retry({ times: 2, minutesBetweenRetries: 0.05 })
  @step
  flaky() {
    this.attempts = [...this.attempts, current.retryCount];
    if (current.retryCount < 2) throw new Error(`attempt ${current.retryCount} of flaky`);
    this.next(this.once);
  }

  /** Not safe to repeat. */
  @retry({ times: 0 })
  @step
  once() {
    if (current.retryCount === 0) throw new Error('the only attempt of once');
    this.next(this.end);
  }

  @step end() {}
}
