import { FlowSpec, type Inputs, step } from '@mf/flow';

/** The body of a foreach has several steps, and branches that split again. */
export class BodyFlow extends FlowSpec {
  xs!: number[];
  n!: number;
  seen!: string[];

  @step start() {
    this.xs = [1, 2];
    this.next(this.first, { foreach: 'xs' });
  }
  @step first() {
    this.n = Number(this.input) * 10;
    this.next(this.left, this.right);
  }
  @step left() {
    this.seen = [`${this.n} left`];
    this.next(this.both);
  }
  @step right() {
    this.next(this.up, this.down);
  }
  @step up() {
    this.n += 1;
    this.next(this.corner);
  }
  @step down() {
    this.n -= 1;
    this.next(this.corner);
  }
  @step corner(inputs: Inputs<BodyFlow, 'up' | 'down'>) {
    this.seen = [`${inputs.up.n} up`, `${inputs.down.n} down`];
    this.next(this.both);
  }
  @step both(inputs: Inputs<BodyFlow, 'left' | 'corner'>) {
    this.seen = [...inputs.left.seen, ...inputs.corner.seen];
    this.next(this.join);
  }
  @step join(inputs: Inputs<BodyFlow>) {
    this.seen = inputs.flatMap(({ seen }) => seen);
    this.next(this.end);
  }
  @step end() {
    console.log(this.seen.join());
  }
}
