import { FlowSpec, step } from '@mf/flow';

/** Three rounds of a loop, a switch, and a step that fails where FAIL is set. */
export class Rounds extends FlowSpec {
  n!: number;
  trail!: number[];
  again!: 'yes' | 'no';
  size!: 'small' | 'large';
  took!: string;
  summary!: { trail: number[]; took: string };

  @step start() {
    this.n = 0;
    this.trail = [];
    this.next(this.loop);
  }

  @step loop() {
    this.n += 1;
    this.trail = [...this.trail, this.n];
    this.again = this.n < 3 ? 'yes' : 'no';
    this.next({ yes: this.loop, no: this.choose }, { condition: 'again' });
  }

  @step choose() {
    this.size = this.n > 2 ? 'large' : 'small';
    this.next({ small: this.small, large: this.large }, { condition: 'size' });
  }

  @step small() {
    this.took = 'small';
    this.next(this.end);
  }

  @step large() {
    if (process.env['FAIL'] === '1') throw new Error('not yet');
    this.took = 'large';
    this.next(this.end);
  }

  @step end() {
    this.summary = { trail: this.trail, took: this.took };
  }
}
