import { current, FlowSpec, type Inputs, step } from '@mf/flow';

/** A foreach around a switch that lets fewer items through to a foreach of their own when it runs again. */
export class InnerChangeFlow extends FlowSpec {
  xs!: string[];
  ys!: string[];
  way!: string;
  log!: string;
  all!: string[];

  @step start() {
    this.xs = ['a', 'b'];
    this.next(this.pick, { foreach: 'xs' });
  }
  @step pick() {
    this.log = String(this.input);
    this.way = ['ab', 'b'][current.retryCount]!.includes(this.log) ? 'wide' : 'narrow';
    this.next({ wide: this.split, narrow: this.alone }, { condition: 'way' });
  }
  @step split() {
    this.ys = ['1', '2'];
    this.next(this.work, { foreach: 'ys' });
  }
  @step work() {
    this.log += String(this.input);
    this.next(this.inner);
  }
  @step inner(inputs: Inputs<InnerChangeFlow>) {
    this.log = inputs.map(({ log }) => log).join('+');
    this.next(this.merge);
  }
  @step alone() {
    this.log += '0';
    this.next(this.merge);
  }
  @step merge() {
    this.next(this.join);
  }
  @step join(inputs: Inputs<InnerChangeFlow>) {
    this.all = inputs.map(({ log }) => log);
    this.next(this.end);
  }
  @step end() {
    console.log(this.all.join());
  }
}
