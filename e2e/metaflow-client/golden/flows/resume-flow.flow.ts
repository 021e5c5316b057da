import { current, FlowSpec, type Inputs, parameter, step } from '@mf/flow';

class ValueError extends Error {
  override name = 'ValueError';
}

/** The golden flow `resume`, in TypeScript. */
export class ResumeFlow extends FlowSpec {
  alpha = parameter({ default: 3 });
  declare readonly input: number;
  xs!: number[];
  run_marker!: string;
  y!: number;
  ys!: number[];
  origin!: string | null;

  @step start() {
    this.xs = [1, 2, 3];
    this.run_marker = current.runId;
    this.next(this.work, { foreach: 'xs' });
  }

  @step work() {
    this.y = this.input * this.alpha;
    if (this.input === 2 && process.env['FAIL'] === '1') throw new ValueError('boom on 2');
    this.next(this.join);
  }

  @step join(inputs: Inputs<ResumeFlow>) {
    this.ys = inputs.map(({ y }) => y);
    this.next(this.fork);
  }

  @step fork() {
    this.next(this.a, this.b);
  }

  @step a() {
    this.next(this.join2);
  }

  @step b() {
    this.next(this.join2);
  }

  @step join2(inputs: Inputs<ResumeFlow, 'a' | 'b'>) {
    this.mergeArtifacts(inputs);
    this.origin = current.originRunId;
    if (process.env['FAIL'] === '2') throw new ValueError('boom in join2');
    this.next(this.end);
  }

  @step end() {
    console.log(`[${this.ys.join(', ')}]`);
  }
}
