import { setTimeout as sleep } from 'node:timers/promises';
import { current, FlowSpec, type Inputs, retry, step } from '@mf/flow';

/** Records of all kinds: a foreach, an attempt that fails, and a step that takes longer than a sign of life may be away. */
export class ServedFlow extends FlowSpec {
  items!: number[];
  n!: number;
  sum!: number;

  @step start() {
    this.items = [1, 2];
    this.next(this.work, { foreach: 'items' });
  }

  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step
  work() {
    this.n = (this.input as number) * 10;
    if (this.n === 20 && current.retryCount === 0) throw new Error('not at the first attempt');
    this.next(this.join);
  }

  @step async join(inputs: Inputs<ServedFlow>) {
    this.sum = inputs.map(({ n }) => n).reduce((a, b) => a + b);
    await sleep(11_000);
    this.next(this.end);
  }

  @step end() {
    console.log(`the sum is ${this.sum}`);
  }
}
