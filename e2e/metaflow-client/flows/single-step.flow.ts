import { FlowSpec, parameter, step } from '@mf/flow';

/** One step, which is the first and the last. */
export class SingleStepFlow extends FlowSpec {
  alpha = parameter({ default: 2 });
  score!: number;

  @step train() {
    this.score = this.alpha * 21;
  }
}
