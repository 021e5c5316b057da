import { FlowSpec, type Inputs, step } from '@mf/flow';

/** A loop over a static split and its join, which a switch in the middle can leave. */
export class SplitRoundsFlow extends FlowSpec {
  log!: string[];
  verdict!: string;

  @step start() {
    this.log = [];
    this.next(this.begin);
  }
  @step begin() {
    this.next(this.a, this.b);
  }
  @step a() {
    this.log = [...this.log, 'a'];
    this.next(this.join);
  }
  @step b() {
    this.log = [...this.log, 'b'];
    this.next(this.join);
  }
  @step join(inputs: Inputs<SplitRoundsFlow, 'a' | 'b'>) {
    this.log = [...inputs.a.log, ...inputs.b.log.slice(-1)];
    this.next(this.judge);
  }
  @step judge() {
    this.verdict = this.log.length < 5 ? 'again' : 'done';
    this.next({ again: this.begin, done: this.end }, { condition: 'verdict' });
  }
  @step end() {
    console.log(this.log.join(''));
  }
}
