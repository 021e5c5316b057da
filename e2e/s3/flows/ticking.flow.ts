import { FlowSpec, step } from '@mf/flow';

/** Prints until a file appears: whoever follows its log can make it end. */
export class TickingFlow extends FlowSpec {
  @step async start() {
    const { existsSync } = await import('node:fs');
    console.log('it ticks');
    while (!existsSync(process.env['TICKING_UNTIL'] ?? '')) await new Promise((resolve) => setTimeout(resolve, 100));
    console.log('it stops');
    this.next(this.end);
  }

  @step end() {}
}
