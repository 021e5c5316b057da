import { FlowSpec, type Inputs, step } from '@mf/flow';

/** Begins and ends with steps that are marked instead of named. */
export class MarkedEndsFlow extends FlowSpec {
  items!: number[];
  total!: number;
  part!: number;

  @step({ start: true }) fetch() {
    this.items = [1, 2, 3];
    this.next(this.work, { foreach: 'items' });
  }
  @step work() {
    this.part = Number(this.input) * 10;
    if (process.env['FAIL_PART'] === String(this.input)) throw new Error('told to fail');
    this.next(this.collect);
  }
  @step collect(inputs: Inputs<MarkedEndsFlow>) {
    this.total = inputs.reduce((sum, { part }) => sum + part, 0);
    this.next(this.publish);
  }
  @step({ end: true }) publish() {
    console.log(`the total is ${this.total}`);
  }
}
