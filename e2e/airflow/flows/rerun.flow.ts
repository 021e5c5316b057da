import { current, FlowSpec, step } from '@mf/flow';

/** Remembers which attempt wrote the result, and what the step after it has read. */
export class RerunFlow extends FlowSpec {
  attempt!: number;
  read!: number;

  @step start() {
    this.next(this.work);
  }

  @step work() {
    this.attempt = current.retryCount;
    this.next(this.end);
  }

  @step end() {
    this.read = this.attempt;
    console.log(`attempt ${this.attempt}`);
  }
}
