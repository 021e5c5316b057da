import { FlowSpec, type Inputs, parameter, step } from '@mf/flow';

/** A foreach in a foreach, as wide as one says: any of the lists can be empty. */
export class SizesFlow extends FlowSpec {
  sizes = parameter<number[]>({ type: 'json', default: [2, 1] });
  ys!: number[];
  total!: number;

  @step start() {
    this.next(this.outer, { foreach: 'sizes' });
  }
  @step outer() {
    this.ys = Array.from({ length: Number(this.input) }, (_none, index) => index + 1);
    this.next(this.inner, { foreach: 'ys' });
  }
  @step inner() {
    this.total = Number(this.input);
    this.next(this.sum);
  }
  @step sum(inputs: Inputs<SizesFlow>) {
    this.total = inputs.reduce((sum, { total }) => sum + total, 0);
    this.next(this.all);
  }
  @step all(inputs: Inputs<SizesFlow>) {
    this.total = inputs.reduce((sum, { total }) => sum + total, 0);
    this.next(this.end);
  }
  @step end() {
    console.log(this.total);
  }
}
