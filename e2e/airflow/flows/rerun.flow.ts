import { current, FlowSpec, step } from '@mf/flow';

/** Remembers which attempt wrote the result. */
export class RerunFlow extends FlowSpec {
  attempt!: number;

  @step start() {
    this.next(this.end);
  }

  @step end() {
    this.attempt = current.retryCount;
    console.log(`attempt ${this.attempt}`);
  }
}
