import { setTimeout as sleep } from 'node:timers/promises';
import { FlowSpec, step } from '@mf/flow';

/** Takes longer than its deployment lets a run take. */
export class LateFlow extends FlowSpec {
  @step async start() {
    await sleep(60_000);
    this.next(this.end);
  }

  @step end() {}
}
