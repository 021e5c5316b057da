import { catchError, type CaughtError, FlowSpec, type Inputs, step } from '@mf/flow';

/** One item of an inner foreach fails unless it is fixed; a failure of another step is handled. */
export class ItemFailsFlow extends FlowSpec {
  xs!: number[];
  ys!: number[];
  n!: number;
  failure!: CaughtError | null;
  all!: number[];

  @step start() {
    this.xs = [1, 2, 3];
    this.next(this.split, { foreach: 'xs' });
  }
  @step split() {
    this.ys = [1, 2];
    this.next(this.work, { foreach: 'ys' });
  }
  @step work() {
    this.n = Number(this.foreachStack()[0]![2]) * 10 + Number(this.input);
    if (this.n === 22 && process.env['ITEM_FIXED'] !== '1') throw new Error('cannot work on 22');
    this.next(this.risky);
  }
  @catchError({ var: 'failure' })
  @step
  risky() {
    if (this.n === 11) throw new Error('eleven');
    this.next(this.inner);
  }
  @step inner(inputs: Inputs<ItemFailsFlow>) {
    this.all = inputs.map(({ n, failure }) => (failure ? -n : n));
    this.next(this.outer);
  }
  @step outer(inputs: Inputs<ItemFailsFlow>) {
    this.all = inputs.flatMap(({ all }) => all);
    this.next(this.end);
  }
  @step end() {
    console.log(this.all.join());
  }
}
