import { FlowSpec, step, timeout } from '@mf/flow';

/** A step blocks its process for longer than it may take. */
export class TooLateFlow extends FlowSpec {
  begun!: boolean;

  @timeout({ seconds: 1 })
  @step
  start() {
    this.begun = true;
    for (const until = Date.now() + 60_000; Date.now() < until;);
    this.next(this.end);
  }
  @step end() {}
}
