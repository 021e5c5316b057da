import { FlowSpec, step } from '@mf/flow';

class Model {
  weights = [1, 2];
}

/** Stores an instance of a class. */
export class RefusedFlow extends FlowSpec {
  models!: object[];

  @step start() {
    this.models = [new Model()];
    this.next(this.end);
  }

  @step end() {}
}
