import { FlowSpec, type Inputs, step } from '@mf/flow';

/** More tasks than anybody wants to read two lines about. */
export class WideFlow extends FlowSpec {
  items!: number[];
  total!: number;

  @step
  start() {
    this.items = Array.from({ length: 25 }, (_, index) => index);
    this.next(this.work, { foreach: 'items' });
  }

  @step
  async work() {
    if (this.input === 3) console.log('three is here');
    await new Promise((resolve) => setTimeout(resolve, 300));
    this.next(this.join);
  }

  @step
  join(inputs: Inputs<WideFlow>) {
    this.total = inputs.length;
    this.next(this.end);
  }

  @step
  end() {}
}
