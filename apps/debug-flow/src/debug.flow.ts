import { FlowSpec, step } from '@mf/flow';

/**
 * Fails in step `b`, so that a failed run can be resumed.
 *
 * `DEBUG_FLOW_FIXED=1` in the environment stands for the fix that an author would make in the code.
 */
export class DebugFlow extends FlowSpec {
  x!: number;

  @step start() {
    this.x = 42;
    this.next(this.a);
  }

  /** Takes its time, so one is glad when a resumed run does not repeat it. */
  @step async a() {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    this.x += 1;
    console.log(`x is now ${this.x}`);
    this.next(this.b);
  }

  @step b() {
    if (process.env['DEBUG_FLOW_FIXED'] !== '1') {
      throw new Error(`cannot work with x = ${this.x}`);
    }
    console.log('fixed');
    this.next(this.end);
  }

  @step end() {
    console.log(`x is ${this.x} at the end`);
  }
}
