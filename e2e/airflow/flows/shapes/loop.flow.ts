import { FlowSpec, type Inputs, parameter, step } from '@mf/flow';

/** A loop; and in a foreach a loop with a foreach inside of it. */
export class LoopFlow extends FlowSpec {
  rounds = parameter({ default: 3 });
  n!: number;
  turns!: number;
  verdict!: string;
  xs!: number[];
  ys!: number[];
  results!: string[];

  @step start() {
    this.n = 0;
    this.next(this.train);
  }
  @step train() {
    this.n += 1;
    this.next(this.judge);
  }
  @step judge() {
    this.verdict = this.n < this.rounds ? 'again' : 'good';
    this.next({ again: this.train, good: this.fan, bad: this.report }, { condition: 'verdict' });
  }
  @step report() {
    this.next(this.fan);
  }
  @step fan() {
    this.xs = [10, 20];
    this.next(this.begin, { foreach: 'xs' });
  }
  @step begin() {
    this.n += Number(this.input);
    this.turns = 0;
    this.next(this.grow);
  }
  @step grow() {
    this.ys = [1, 2];
    this.next(this.part, { foreach: 'ys' });
  }
  @step part() {
    this.n *= Number(this.input);
    this.next(this.sum);
  }
  @step sum(inputs: Inputs<LoopFlow>) {
    this.n = inputs.reduce((all, { n }) => all + n, 0);
    this.turns = inputs[0]!.turns + 1;
    this.next(this.turn);
  }
  @step turn() {
    this.verdict = this.n > 200 ? 'good' : 'again';
    this.next({ again: this.grow, good: this.leave }, { condition: 'verdict' });
  }
  @step leave() {
    this.next(this.join);
  }
  @step join(inputs: Inputs<LoopFlow>) {
    this.results = inputs.map(({ n, turns }) => `${n} after ${turns}`);
    this.next(this.end);
  }
  @step end() {
    console.log(this.results.join());
  }
}
