import { FlowSpec, step, userStepDecorator } from '@mf/flow';

const named = userStepDecorator<{ as: string }>('acme.named', async ({ attributes }, run) => {
  console.log(`begin ${attributes.as}`);
  await run();
  console.log(`end ${attributes.as}`);
});
const skipped = userStepDecorator('skipped', () => undefined);

/** Has decorators of its own. */
export class TimedFlow extends FlowSpec {
  @named({ as: 'first' })
  @step
  start() {
    console.log('start');
    this.next(this.end);
  }
  @skipped @step end() {
    throw new Error('never run');
  }
}
