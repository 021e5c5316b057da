import { FlowSpec, type Inputs, step } from '@mf/flow';

/** The golden flow `foreach`, in TypeScript. */
export class Foreach extends FlowSpec {
  declare readonly input: string;
  items!: string[];
  idx!: number | null;
  val!: string;
  stack!: unknown[][];
  up!: string;
  result!: string[];

  @step start() {
    this.items = ['alpha', 'beta', 'gamma'];
    this.next(this.body, { foreach: 'items' });
  }

  @step body() {
    this.idx = this.index;
    this.val = this.input;
    this.stack = this.foreachStack().map((position) => [...position]);
    this.next(this.after);
  }

  @step after() {
    this.up = this.val.toUpperCase();
    this.next(this.join);
  }

  @step join(inputs: Inputs<Foreach>) {
    this.result = inputs.map(({ up }) => up);
    this.next(this.end);
  }

  @step end() {
    // As Python prints a list.
    console.log(`[${this.result.map((text) => `'${text}'`).join(', ')}]`);
  }
}
