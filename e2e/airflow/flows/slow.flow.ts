import { setTimeout as sleep } from 'node:timers/promises';
import { FlowSpec, parameter, step } from '@mf/flow';

/** Prints, takes its time, and prints again. */
export class SlowFlow extends FlowSpec {
  seconds = parameter({ type: 'int', required: true });

  @step async start() {
    console.log('begun');
    await sleep(this.seconds * 1000);
    console.log('done');
    this.next(this.end);
  }

  @step end() {}
}
