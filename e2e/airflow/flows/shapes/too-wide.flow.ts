import { FlowSpec, type Inputs, step } from '@mf/flow';

/** More items than Airflow maps over. */
export class TooWideFlow extends FlowSpec {
  xs!: number[];

  @step start() {
    this.xs = Array.from({ length: 1025 }, (_, x) => x);
    this.next(this.work, { foreach: 'xs' });
  }
  @step work() {
    this.next(this.join);
  }
  @step join(_inputs: Inputs<TooWideFlow>) {
    this.next(this.end);
  }
  @step end() {}
}
