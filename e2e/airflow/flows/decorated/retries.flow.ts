import { setTimeout as sleep } from 'node:timers/promises';
import { current, FlowSpec, retry, step, timeout } from '@mf/flow';

/** Steps with delays of their own between their attempts; one is late in its first, which counts as a failure. */
export class RetriesFlow extends FlowSpec {
  attempts!: number[];

  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step
  start() {
    this.attempts = [current.retryCount];
    if (current.retryCount < 2) throw new Error('not yet');
    this.next(this.patient);
  }
  @retry({ times: 1, minutesBetweenRetries: 0.1 })
  @step
  patient() {
    this.attempts = [...this.attempts, current.retryCount];
    if (current.retryCount < 1) throw new Error('not yet');
    this.next(this.late);
  }
  @timeout({ seconds: 1 })
  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step
  async late() {
    this.attempts = [...this.attempts, current.retryCount];
    if (current.retryCount < 1) await sleep(60_000);
    this.next(this.end);
  }
  @step end() {
    console.log(this.attempts.join());
  }
}
