import { FlowSpec, step } from '@mf/flow';

class ValueError extends Error {
  override name = 'ValueError';
}

/** The golden flow `fails`, in TypeScript. */
export class Fails extends FlowSpec {
  x!: number;
  y!: number;

  @step start() {
    this.x = 1;
    this.next(this.bad);
  }

  @step bad() {
    this.y = 2;
    if (this.y) throw new ValueError('deliberate failure');
    this.next(this.end);
  }

  @step end() {}
}
