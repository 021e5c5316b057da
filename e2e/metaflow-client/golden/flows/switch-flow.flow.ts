import { FlowSpec, parameter, step } from '@mf/flow';

/** The golden flow `switch`, in TypeScript. */
export class SwitchFlow extends FlowSpec {
  mode = parameter({ default: 'fast' });
  route!: string;
  took!: string;

  @step start() {
    this.route = this.mode;
    this.next({ fast: this.fast, slow: this.slow }, { condition: 'route' });
  }

  @step fast() {
    this.took = 'fast';
    this.next(this.end);
  }

  @step slow() {
    this.took = 'slow';
    this.next(this.end);
  }

  @step end() {
    console.log(this.took);
  }
}
