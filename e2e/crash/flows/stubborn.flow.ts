import { FlowSpec, retry, step } from '@mf/flow';

/** Tasks that take long, each in a way of its own (MODE): waiting, computing without a pause, or not wanting to stop. */
export class StubbornFlow extends FlowSpec {
  kept!: string;

  @retry({ times: 2, minutesBetweenRetries: 0 })
  @step
  async start() {
    this.kept = 'before it was stopped';
    console.log('waiting');
    if (process.env['MODE'] === 'block') blockFor(Number(process.env['BLOCK_MS']));
    else if (process.env['MODE'] !== 'resumed') await new Promise((resolve) => setTimeout(resolve, 600_000));
    this.next(this.end);
  }

  @step
  end() {
    console.log(this.kept);
  }
}

function blockFor(milliseconds: number): void {
  const until = Date.now() + milliseconds;
  while (Date.now() < until);
}
