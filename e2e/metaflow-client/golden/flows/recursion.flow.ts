import { FlowSpec, step } from '@mf/flow';

/** The golden flow `recursion`, in TypeScript. */
export class Recursion extends FlowSpec {
  n!: number;
  trail!: number[];
  again!: 'yes' | 'no';

  @step start() {
    this.n = 0;
    this.trail = [];
    this.next(this.loop);
  }

  @step loop() {
    this.n += 1;
    this.trail = [...this.trail, this.n];
    this.again = this.n < 3 ? 'yes' : 'no';
    this.next({ yes: this.loop, no: this.end }, { condition: 'again' });
  }

  @step end() {
    console.log(`[${this.trail.join(', ')}]`);
  }
}
