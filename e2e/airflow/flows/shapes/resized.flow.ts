import { current, FlowSpec, type Inputs, step } from '@mf/flow';

/** Has other items each time that its first step runs again. */
export class ResizedFlow extends FlowSpec {
  xs!: string[];
  ys!: string[];
  label!: string;
  all!: string[];

  @step start() {
    const attempt = current.retryCount;
    this.xs = [['a', 'b', 'c'], ['d'], ['e', 'f']][attempt]!;
    this.next(this.outer, { foreach: 'xs' });
  }
  @step outer() {
    this.label = String(this.input);
    this.ys = this.label === 'd' ? ['1', '2'] : ['1'];
    this.next(this.work, { foreach: 'ys' });
  }
  @step work() {
    this.label += String(this.input);
    this.next(this.inner);
  }
  @step inner(inputs: Inputs<ResizedFlow>) {
    this.all = inputs.map(({ label }) => label);
    this.next(this.join);
  }
  @step join(inputs: Inputs<ResizedFlow>) {
    this.all = inputs.flatMap(({ all }) => all);
    this.next(this.end);
  }
  @step end() {
    console.log(this.all.join());
  }
}
