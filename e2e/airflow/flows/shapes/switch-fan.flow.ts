import { FlowSpec, type Inputs, parameter, step } from '@mf/flow';

/** A switch between a foreach, branches, and the end; they meet there. */
export class SwitchFanFlow extends FlowSpec {
  way = parameter({ default: 'fan', choices: ['fan', 'split', 'end'] });
  chosen!: string;
  xs!: number[];
  sum!: number;

  @step start() {
    this.chosen = this.way;
    this.sum = -1;
    this.next({ fan: this.fan, split: this.split, end: this.end }, { condition: 'chosen' });
  }
  @step fan() {
    this.xs = [1, 2, 3];
    this.next(this.square, { foreach: 'xs' });
  }
  @step square() {
    this.sum = Number(this.input) ** 2;
    this.next(this.squares);
  }
  @step squares(inputs: Inputs<SwitchFanFlow>) {
    this.sum = inputs.reduce((all, { sum }) => all + sum, 0);
    this.next(this.end);
  }
  @step split() {
    this.next(this.a, this.b);
  }
  @step a() {
    this.sum = 10;
    this.next(this.join);
  }
  @step b() {
    this.sum = 20;
    this.next(this.join);
  }
  @step join(inputs: Inputs<SwitchFanFlow, 'a' | 'b'>) {
    this.sum = inputs.a.sum + inputs.b.sum;
    this.next(this.end);
  }
  @step end() {
    console.log(this.sum);
  }
}
