import { catchError, FlowSpec, type Inputs, parameter, retry, step } from '@mf/flow';

/** Nothing of it happens on the machine that reads it. */
export class FarAwayFlow extends FlowSpec {
  limit = parameter({ default: 3, help: 'How many items' });
  items!: number[];
  way!: string;
  value!: number;
  total!: number;
  failure!: unknown;

  @step start() {
    this.items = Array.from({ length: this.limit }, (_none, i) => i);
    this.next(this.work, { foreach: 'items' });
  }

  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step
  work() {
    console.log('item', this.input);
    if (process.env['KILLED'] === '1') process.kill(process.pid, 'SIGKILL');
    this.value = (this.input as number) ** 2;
    if (this.value === 1 && process.env['ATTEMPT'] === '0') throw new Error('not at first');
    this.next(this.join);
  }

  @step join(inputs: Inputs<FarAwayFlow>) {
    this.total = inputs.reduce((sum, { value }) => sum + value, 0);
    this.next(this.choose);
  }

  @step choose() {
    this.way = this.total > 3 ? 'large' : 'small';
    this.next({ small: this.small, large: this.large }, { condition: 'way' });
  }

  @step small() {
    this.next(this.last);
  }

  @catchError({ var: 'failure' })
  @step
  large() {
    console.log('large:', this.total);
    this.next(this.last);
  }

  @step last() {
    if (process.env['FIXED'] !== '1') throw new Error('not before it is fixed');
    this.next(this.end);
  }

  @step end() {
    console.log('total', this.total);
  }
}
