import { current, FlowSpec, type Inputs, step } from '@mf/flow';

/** As many items as its first step likes each time, each with a switch, a loop in one of its ways. */
export class ResizedWaysFlow extends FlowSpec {
  xs!: number[];
  way!: string;
  rounds!: number;
  verdict!: string;
  log!: string;
  all!: string[];

  @step start() {
    this.xs = [[1, 2, 3], [4], [5, 6]][current.retryCount]!;
    this.next(this.pick, { foreach: 'xs' });
  }
  @step pick() {
    this.log = String(this.input);
    this.rounds = 0;
    this.way = Number(this.input) % 2 === 0 ? 'even' : 'odd';
    this.next({ even: this.round, odd: this.skip }, { condition: 'way' });
  }
  @step round() {
    this.rounds += 1;
    this.log += 'r';
    this.verdict = this.rounds < 2 ? 'again' : 'done';
    this.next({ again: this.round, done: this.meet }, { condition: 'verdict' });
  }
  @step skip() {
    this.log += 's';
    this.next(this.meet);
  }
  @step meet() {
    this.log += 'm';
    this.next(this.join);
  }
  @step join(inputs: Inputs<ResizedWaysFlow>) {
    this.all = inputs.map(({ log }) => log);
    this.next(this.end);
  }
  @step end() {
    console.log(this.all.join());
  }
}
