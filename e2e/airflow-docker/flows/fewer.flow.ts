import { current, FlowSpec, type Inputs, step } from '@mf/flow';

/** Has fewer items when its first step runs again. */
export class FewerFlow extends FlowSpec {
  xs!: string[];
  all!: unknown[];

  @step start() {
    this.xs = current.retryCount === 0 ? ['a', 'b'] : ['c'];
    this.next(this.work, { foreach: 'xs' });
  }
  @step work() {
    this.all = [this.input];
    this.next(this.join);
  }
  @step join(inputs: Inputs<FewerFlow>) {
    this.all = inputs.flatMap(({ all }) => all);
    this.next(this.end);
  }
  @step end() {
    console.log(`joined: ${this.all.join()}.`);
  }
}
