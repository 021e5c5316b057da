import { FlowSpec, parameter, step } from '@mf/flow';

/** Others wait for its end; it can be told to fail. */
export class UpstreamFlow extends FlowSpec {
  fails = parameter({ default: false });
  table!: string;

  @step start() {
    this.table = 'films';
    this.next(this.end);
  }

  @step end() {
    if (this.fails) throw new Error('told to fail');
  }
}
