import { FlowSpec, parameter, step } from '@mf/flow';

/** A step that repeats itself: Metaflow's own recursion. */
export class RoundsFlow extends FlowSpec {
  most = parameter({ default: 3 });
  n!: number;
  more!: boolean;

  @step start() {
    this.n = 0;
    this.next(this.round);
  }
  @step round() {
    this.n += 1;
    this.more = this.n < this.most;
    this.next({ true: this.round, false: this.end }, { condition: 'more' });
  }
  @step end() {
    console.log(`${this.n} rounds`);
  }
}
