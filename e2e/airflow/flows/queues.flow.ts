import { airflow, FlowSpec, step } from '@mf/flow';

/** Steps for workers of two kinds. */
@airflow({ queue: 'default' })
export class QueuesFlow extends FlowSpec {
  trained!: boolean;

  @step start() {
    this.next(this.train);
  }

  @airflow({ queue: 'gpu' })
  @step
  train() {
    this.trained = true;
    this.next(this.end);
  }

  @step end() {}
}
