import { exitHook, FlowSpec, parameter, retry, type RunReference, step, type Inputs } from '@mf/flow';

async function celebrate(run: RunReference): Promise<void> {
  console.log(`celebrate ${run.pathspec} ${await run.successful}`);
}

async function mourn(run: RunReference): Promise<void> {
  console.log(`mourn ${run.pathspec} ${await run.successful}`);
}

function breaks(): void {
  throw new Error('the hook is broken');
}

/** Whatever becomes of the hooks, a run stays what it was. */
@exitHook({ onSuccess: [breaks, celebrate], onError: [breaks, mourn] })
export class HooksFlow extends FlowSpec {
  fails = parameter({ default: false });
  naps = parameter({ default: false });
  items!: number[];
  marks!: string[];

  @step start() {
    this.items = [0, 1, 2];
    this.next(this.work, { foreach: 'items' });
  }

  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step
  async work() {
    if (this.fails && this.input === 0) throw new Error('told to fail');
    const seconds = this.naps ? 200 : this.input === 2 ? 8 : 0;
    await new Promise((done) => setTimeout(done, seconds * 1000));
    this.next(this.join);
  }

  @step join(inputs: Inputs<HooksFlow>) {
    this.marks = inputs.map(() => 'done');
    this.next(this.end);
  }

  @step end() {}
}
