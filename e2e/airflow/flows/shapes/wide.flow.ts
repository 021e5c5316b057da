import { FlowSpec, type Inputs, parameter, step } from '@mf/flow';

/** As many items as one says, no more than two of them at the same time. */
export class WideFlow extends FlowSpec {
  width = parameter({ default: 6, type: 'int' });
  xs!: number[];
  square!: number;
  sum!: number;

  @step start() {
    this.xs = Array.from({ length: this.width }, (_none, x) => x);
    this.next(this.work, { foreach: 'xs' });
  }
  @step work() {
    this.square = Number(this.input) ** 2;
    this.next(this.join);
  }
  @step join(inputs: Inputs<WideFlow>) {
    this.sum = inputs.reduce((sum, { square }) => sum + square, 0);
    this.next(this.end);
  }
  @step end() {
    console.log(this.sum);
  }
}
