/** Sleeps between its lines, and fails in `work` (line 16) until FIXED is set. */
export const fragileFlow = `
import { setTimeout } from 'node:timers/promises';
import { FlowSpec, step } from '@mf/flow';

export class FragileFlow extends FlowSpec {
  started!: number;

  @step async start() {
    console.log('start says hello');
    this.started = Date.now();
    await setTimeout(1500);
    this.next(this.work);
  }

  @step work() {
    if (!process.env['FIXED']) throw new RangeError('not fixed yet');
    console.log('work is done');
    this.next(this.end);
  }

  @step end() {}
}
`;

/** Prints what it imports from a module. */
export const greetFlow = (module: string) => `
import { FlowSpec, step } from '@mf/flow';
import { greeting } from '${module}';

export class GreetFlow extends FlowSpec {
  @step start() {
    console.log(greeting);
    this.next(this.end);
  }

  @step end() {}
}
`;

/** Starts when another flow has finished, which it only names. */
export const reportFlow = (upstream: string) => `
import { FlowSpec, step, triggerOnFinish } from '@mf/flow';

@triggerOnFinish({ flow: '${upstream}' })
export class ReportFlow extends FlowSpec {
  @step start() {
    this.next(this.end);
  }

  @step end() {}
}
`;

export const pythonFlow = `
from metaflow import FlowSpec, Parameter, retry, step


class HelloFlow(FlowSpec):
    alpha = Parameter("alpha", default=1)

    @step
    def start(self):
        self.items = [1, 2]
        self.next(self.work, foreach="items")

    @retry(times=0)
    @step
    def work(self):
        self.x = self.input * self.alpha
        self.next(self.join)

    @step
    def join(self, inputs):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    HelloFlow()
`;
