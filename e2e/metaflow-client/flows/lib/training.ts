import { FlowSpec, parameter, retry, step } from '@mf/flow';

/** What all trainings of the house have in common. */
export abstract class Training extends FlowSpec {
  alpha = parameter({ default: 2, help: 'Learning rate' });
  kind = 'base';
  rows!: number[];
  score!: number;

  @retry({ times: 1 })
  @step
  start() {
    this.rows = [1, 2, 3];
    this.next(this.train);
  }
  abstract train(): void;

  /** Says how it went. */
  @step end() {
    if (this.score > 100) throw new Error(`a score of ${this.score}`);
    console.log(`${this.kind}: ${this.score}`);
  }
}
