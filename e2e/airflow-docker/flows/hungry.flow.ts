import { FlowSpec, resources, step } from '@mf/flow';

/** Takes more memory than it has asked for. */
export class HungryFlow extends FlowSpec {
  @resources({ memory: 200 })
  @step
  start() {
    const eaten = Array.from({ length: 20 }, () => Buffer.alloc(20_000_000, 1));
    console.log(`${eaten.length} pieces eaten`);
    this.next(this.end);
  }

  @step end() {}
}
