import { FlowSpec, type Inputs, step } from '@mf/flow';

/** Each item of an inner foreach repeats a step as often as it needs. */
export class ItemRoundsFlow extends FlowSpec {
  xs!: number[];
  ys!: number[];
  left!: number;
  rounds!: number;
  more!: string;
  all!: unknown[];

  @step start() {
    this.xs = [1, 2];
    this.next(this.outer, { foreach: 'xs' });
  }
  @step outer() {
    this.ys = [this.index!, 3];
    this.next(this.begin, { foreach: 'ys' });
  }
  @step begin() {
    this.left = Number(this.input);
    this.rounds = 0;
    this.next(this.round);
  }
  @step round() {
    this.rounds += 1;
    this.left -= 1;
    this.more = this.left > 0 ? 'yes' : 'no';
    this.next({ yes: this.round, no: this.leave }, { condition: 'more' });
  }
  @step leave() {
    this.next(this.inner);
  }
  @step inner(inputs: Inputs<ItemRoundsFlow>) {
    this.all = inputs.map(({ rounds }) => rounds);
    this.next(this.join);
  }
  @step join(inputs: Inputs<ItemRoundsFlow>) {
    this.all = inputs.map(({ all }) => all);
    this.next(this.end);
  }
  @step end() {
    console.log(JSON.stringify(this.all));
  }
}
