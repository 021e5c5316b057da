import { catchError, type CaughtError, environment, FlowSpec, type Inputs, retry, step, timeout } from '@mf/flow';
import { setTimeout as sleep } from 'node:timers/promises';

/** Items that fail in every attempt, time out, or end their process: the join runs all the same. */
export class CaughtFlow extends FlowSpec {
  kinds!: string[];
  kind!: string;
  failure!: CaughtError | null;
  all!: string[];

  @step start() {
    this.kinds = ['well', 'throws', 'late', 'dies'];
    this.next(this.work, { foreach: 'kinds' });
  }

  @environment({ vars: { LATE: 60 } })
  @retry({ times: 1, minutesBetweenRetries: 0 })
  @timeout({ seconds: 2 })
  @catchError({ var: 'failure', printException: false })
  @step
  async work() {
    this.kind = String(this.input);
    if (this.kind === 'throws') throw new RangeError('too {{ far }}');
    if (this.kind === 'late') await sleep(Number(process.env['LATE']) * 1000);
    if (this.kind === 'dies') process.kill(process.pid, 'SIGKILL');
    this.next(this.join);
  }
  @step join(inputs: Inputs<CaughtFlow>) {
    this.all = inputs.map(({ failure }) => failure?.type ?? 'fine');
    this.next(this.end);
  }
  @step end() {
    console.log(this.all.join());
  }
}
