import { FlowSpec, parameter, step } from '@mf/flow';

/** Shows how a parameter reaches every step. */
export class ParameterFlow extends FlowSpec {
  alpha = parameter({ default: 0.01, help: 'Learning rate' });

  /** Print the parameter. */
  @step start() {
    console.log(`alpha is ${this.alpha}`);
    this.next(this.end);
  }

  /** Parameters are there in every step, and read-only. */
  @step end() {
    console.log(`alpha is still ${this.alpha}`);
  }
}
