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
